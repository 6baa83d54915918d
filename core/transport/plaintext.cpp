#include "core/transport/plaintext.h"

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Whether a label, a log or a terminal could be fooled by it (faults.md 5.11).
bool mustEscape(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi controls, zero-width characters, soft hyphen
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

QString plainText(QStringView text, qsizetype most)
{
    QString plain;
    plain.reserve(qMin(text.size(), most) + 8);
    for (const QChar c : text) {
        if (mustEscape(c))
            plain += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            plain += c;
        if (plain.size() > most)
            break;
    }
    if (plain.size() > most) {
        plain.truncate(most - 1);
        if (plain.back().isHighSurrogate())
            plain.chop(1);
        plain += u'…';
    }
    return plain;
}

} // namespace feedscope
