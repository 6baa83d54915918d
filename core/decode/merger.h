#pragma once

#include "core/decode/evaluator.h"
#include "core/decode/jsonreader.h"

#include <string>
#include <unordered_map>

namespace feedscope {

/// Lays partial objects over the last one of their key, so that a delta's absent members mean "unchanged".
/// Members are replaced whole; a snapshot replaces the object. Bounded, and counts what it had to forget. One
/// per decoder.
class Merger
{
public:
    static constexpr std::size_t maximumObjects = 65'536;
    static constexpr std::size_t maximumBytes = 32 * 1024 * 1024;
    static constexpr std::uint32_t maximumMembers = 1024; ///< larger objects are taken as they are

    /// Completes the object of the evaluator's current row in its tree.
    void merge(const Merge &merge, bool snapshot, Evaluator &evaluator, JsonReader &json);
    void clear();
    std::uint64_t forgotten() const noexcept { return m_forgotten; }

private:
    void complete(Tree &tree, NodeId partial, const std::string &known, JsonReader &json);
    void remember(const std::string &key, std::string object);

    std::unordered_map<std::string, std::string> m_objects;
    std::size_t m_bytes = 0;
    std::uint64_t m_forgotten = 0;
};

} // namespace feedscope
