#pragma once

#include "core/decode/tree.h"

#include <QtGlobal>

#include <cstddef>
#include <memory>
#include <string_view>

namespace feedscope {

/// Why bytes could not be read, and where. No heap: made for wires that send nothing else.
struct ReadError
{
    const char *problem = nullptr; ///< untranslated, completes "the message is not JSON: …"; null: none
    std::size_t position = 0;      ///< byte offset in the text that was read

    explicit operator bool() const noexcept { return problem != nullptr; }
};

/// Reads JSON (RFC 8259, strictly) into a Tree in one pass over the structural index that simdjson's first
/// stage makes. Its On Demand front end is not used, because that neither tells where keys end nor checks
/// what it skips.
class JsonReader
{
public:
    JsonReader();
    ~JsonReader();
    Q_DISABLE_COPY_MOVE(JsonReader)

    /// The root of what was read; noNode and `error` if it is not one JSON value. Text must outlive the
    /// tree's use.
    NodeId read(Tree &tree, std::string_view text, ReadError &error);

private:
    struct Index;
    std::unique_ptr<Index> m_index;
};

} // namespace feedscope
