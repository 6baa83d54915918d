#include "core/server/representation.h"

#include "core/decode/jsonreader.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

/// How much a media type is wanted: the weight of the most specific range that it falls under; -1: of none.
double weightOf(const QByteArrayList &ranges, const QByteArray &type)
{
    const QByteArray family = type.first(type.indexOf('/')) + "/*";
    double weight = -1;
    int precision = 0;
    for (const QByteArray &range : ranges) {
        const QByteArrayList parts = range.split(';');
        const QByteArray name = parts.first().trimmed();
        const int here = name == type ? 3 : name == family ? 2 : name == "*/*" ? 1 : 0;
        if (here <= precision)
            continue;
        precision = here;
        weight = 1;
        for (qsizetype i = 1; i < parts.size(); ++i)
            if (const QByteArray part = parts[i].trimmed(); part.startsWith("q="))
                weight = part.sliced(2).toDouble(); // what is no number is 0: not wanted
    }
    return weight;
}

QString text(std::string_view utf8)
{
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    // What XML 1.0 cannot hold at all (section 2.2), not even as a reference.
    for (QChar &c : text)
        if ((c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c == QChar(0xfffe) || c == QChar(0xffff))
            c = QChar::ReplacementCharacter;
    return text;
}

void writeMembers(QXmlStreamWriter &xml, const Tree &tree, NodeId object)
{
    for (NodeId id = tree[object].child; id != noNode; id = tree[id].next)
        if (!tree[id].isContainer() && tree[id].type != NodeType::Null)
            xml.writeAttribute(text(tree[id].keyView()), text(tree[id].textView()));
}

} // namespace

Representation wantedBy(const HttpRequest &request)
{
    const QByteArrayList ranges = request.header("accept").toLower().split(',');
    const double xml =
        std::max(weightOf(ranges, "application/xml"), weightOf(ranges, "text/xml"));
    const double json = weightOf(ranges, "application/json");
    return xml > 0 && xml > json ? Representation::Xml : Representation::Json;
}

QByteArray xmlOf(const QByteArray &json)
{
    Tree tree;
    ReadError error;
    const std::string_view bytes(json.constData(), static_cast<std::size_t>(json.size()));
    const NodeId root = JsonReader().read(tree, bytes, error);
    if (root == noNode || tree[root].type != NodeType::Object)
        return {};
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.writeStartDocument();
    const NodeId type = tree.member(root, "type");
    xml.writeStartElement(type == noNode ? u"list"_s : text(tree[type].textView()));
    writeMembers(xml, tree, root);
    if (const NodeId rows = tree.member(root, "rows"); rows != noNode)
        for (NodeId row = tree[rows].child; row != noNode; row = tree[row].next) {
            xml.writeStartElement(u"row"_s);
            writeMembers(xml, tree, row);
            xml.writeEndElement();
        }
    xml.writeEndDocument();
    return out;
}

} // namespace feedscope::server
