#include "app/options/reading.h"

namespace feedscope::options {

using namespace Qt::StringLiterals;

Invocation secretOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(u"NAME"_s, u"As in {secret:NAME}, or FEED/NAME for one feed alone; of list: a FEED, by name or file."_s,
                                 u"set|list|remove [NAME]"_s);
    parse(parser, arguments);
    const QStringList words = parser.positionalArguments();
    const QString action = words.value(0), name = words.value(1);
    using Action = SecretOptions::Action;
    if (words.size() > 2)
        throw Wrong{u"A secret's value is no argument, where others could read it: feedscope secret set NAME asks for "
                    "it, or reads it from standard input."_s};
    if (action == "list"_L1)
        return {{}, SecretOptions{Action::List, name}};
    if ((action == "set"_L1 || action == "remove"_L1) && !name.isEmpty())
        return {{}, SecretOptions{action == "set"_L1 ? Action::Set : Action::Remove, name}};
    throw Wrong{u"secret knows three things: feedscope secret set NAME, list [FEED], and remove NAME."_s};
}

} // namespace feedscope::options
