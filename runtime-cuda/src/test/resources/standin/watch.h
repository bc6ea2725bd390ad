// What is known of a kernel that is looked at.
#pragma once
#include "standin.h"

namespace standin {

// Memory that a launch names.
struct Range { std::string name; uintptr_t begin, end; bool written; };

// What a kernel's threads read and wrote of the GPU's memory: bytes, and sectors of 32 bytes that its launches, blocks and warps asked for.
struct Traffic { long launches = 0, bytes = 0, ofLaunches = 0, ofBlocks = 0, ofRequests = 0; };

// Begins to look at a kernel that may reach this memory alone.
void watch(const std::string& kernel, const std::vector<Range>& allowed);

// Ends it.
void watched();

// Forgets who touched memory that is freed.
void forget(const void* address, size_t bytes);

// What was wrong since this was asked, a line each.
std::string taken();

// Where memory that launches name begins, and how many of its bytes they wrote since this was asked, a line each.
std::string written();

// What each kernel moved since this was asked, a line each: its name, and the numbers of Traffic.
std::string moved();

}  // namespace standin
