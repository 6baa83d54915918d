#pragma once

#include <cstdint>

namespace feedscope {

/// The process's resident set in bytes; 0 where the system does not tell (it does on Linux).
std::int64_t residentBytes();

/// Lets the process keep what it frees for its next use, so that what it holds does not swing: an analysis of
/// a full window takes 70 MB for a moment, twice a second. To be called once, before any thread starts; does
/// nothing where the allocator cannot be told (glibc's can).
void keepFreedMemory();

} // namespace feedscope
