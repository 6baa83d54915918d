#include "core/decode/envelope/envelope.h"

#include <QByteArray>
#include <QXmlStreamReader>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace feedscope {

namespace {

constexpr std::size_t mostDepth = 200; ///< of elements: each is an array and an object in the tree

/// Builds the tree from an XML document, element by element: no recursion, no entity of the document's own.
class XmlTree
{
public:
    explicit XmlTree(std::string_view bytes, EnvelopeOutput &output)
        : m_reader(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())).toByteArray())
        , m_tree(output.tree)
    {
        m_reader.setEntityExpansionLimit(0);
    }

    /// The root, or noNode and problem().
    NodeId build()
    {
        while (!m_reader.atEnd() && m_problem == nullptr) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                begin();
                break;
            case QXmlStreamReader::EndElement:
                end();
                break;
            case QXmlStreamReader::Characters:
                m_open.back().text += m_reader.text().toUtf8().toStdString();
                break;
            case QXmlStreamReader::DTD:
                if (!m_reader.entityDeclarations().isEmpty())
                    m_problem =
                        QT_TRANSLATE_NOOP("feedscope", "it declares entities, which are not expanded");
                break;
            default:
                break;
            }
        }
        if (m_problem == nullptr && m_reader.hasError())
            m_problem = m_reader.error() == QXmlStreamReader::PrematureEndOfDocumentError
                            ? QT_TRANSLATE_NOOP("feedscope", "the XML ends too early")
                            : QT_TRANSLATE_NOOP("feedscope", "the XML is broken");
        return m_problem == nullptr ? m_root : noNode;
    }

    ReadError problem() const { return {m_problem, static_cast<std::size_t>(m_reader.characterOffset())}; }

private:
    /// The children of one name: an array, and where it ends for now.
    struct Children
    {
        NodeId array = noNode;
        NodeId last = noNode;
    };
    /// An element that has begun.
    struct Element
    {
        NodeId node = noNode;
        NodeId last = noNode; ///< of its members
        std::string text;
        std::unordered_map<std::string_view, Children> children;
    };

    std::string_view keep(QStringView text)
    {
        const QByteArray utf8 = text.toUtf8();
        return m_tree.arena().keep({utf8.constData(), static_cast<std::size_t>(utf8.size())});
    }

    NodeId member(Element &element, std::string_view key, NodeType type, std::string_view text)
    {
        const NodeId child = m_tree.addRoot(type, text);
        m_tree[child].key = key.data();
        m_tree[child].keySize = static_cast<std::uint32_t>(key.size());
        m_tree.link(element.node, element.last, child);
        element.last = child;
        return child;
    }

    /// The document's own element is an object that stands alone; every other one is in its name's array.
    void begin()
    {
        if (m_tree.isFull() || m_open.size() > mostDepth) {
            m_problem = m_tree.isFull()
                            ? "it has more values than this program takes"
                            : QT_TRANSLATE_NOOP("feedscope", "its elements are nested too deeply");
            return;
        }
        const std::string_view name = keep(m_reader.name());
        NodeId node = noNode;
        if (m_open.empty()) {
            m_root = m_tree.addRoot(NodeType::Object, {});
            node = m_tree.addChild(m_root, name, NodeType::Object, {});
        } else {
            Element &parent = m_open.back();
            Children &same = parent.children[name];
            if (same.array == noNode)
                same.array = member(parent, name, NodeType::Array, {});
            node = m_tree.addRoot(NodeType::Object, {});
            m_tree.link(same.array, same.last, node);
            same.last = node;
        }
        Element &element = m_open.emplace_back();
        element.node = node;
        for (const QXmlStreamAttribute &attribute : m_reader.attributes()) {
            const std::string_view key = keep(QString(u'@' + attribute.name().toString()));
            member(element, key, NodeType::String, keep(attribute.value()));
        }
    }

    /// Blanks between elements are the writer's layout, not text.
    void end()
    {
        Element &element = m_open.back();
        if (element.text.find_first_not_of(" \t\r\n") != std::string::npos)
            member(element, "#text", NodeType::String, m_tree.arena().keep(element.text));
        m_open.pop_back();
    }

    QXmlStreamReader m_reader;
    Tree &m_tree;
    NodeId m_root = noNode;
    std::vector<Element> m_open;
    const char *m_problem = nullptr;
};

} // namespace

/// XML as a tree of the same kind as JSON's: the document's element is a member of the root; attributes are
/// "@name", text is "#text", children are always arrays, so that a path never changes when a second one
/// comes. Namespaces are dropped.
void readXmlEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    XmlTree xml(bytes, output);
    if (const NodeId root = xml.build(); root != noNode)
        output.documents.push_back({root, false});
    else
        output.fail(xml.problem());
}

} // namespace feedscope
