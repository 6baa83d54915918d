#pragma once

#include <cstdint>

namespace feedscope {

/// The process's resident set in bytes; 0 where the system does not tell (it does on Linux).
std::int64_t residentBytes();

} // namespace feedscope
