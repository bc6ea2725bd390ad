// Looks at every number that a kernel's threads read and write: g++ calls the functions at the end before each access (-fsanitize=thread).
// It plays NVIDIA's memcheck, initcheck and racecheck, and counts the sectors of 32 bytes that memory would move.
#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include "watch.h"

namespace standin {
namespace {

const int MOST_THREADS = 1024, WARP = 32, SECTOR = 32, REGISTERS = 16;  // threadIdx and blockIdx
const size_t MOST_FOUND = 20, RECENT = 64;
const size_t GRAIN = 2, PAGE = 1 << 18;

// Who touched two bytes, as far as it is known: the last that wrote, and one of those that read since the last barrier.
struct Touch { uint32_t block; uint16_t thread, epoch, fences; };
struct Cell {
  uint32_t stamp;
  Touch writer, reader;
  bool written, read, otherThread, otherBlock;
};
struct Page { Cell cells[PAGE / GRAIN]; uint32_t block[2][PAGE / SECTOR], launch[2][PAGE / SECTOR]; };

// A block that took a ticket, after its threads had passed so many fences.
struct Ticket { const void* counter; size_t number; int thread, epoch; std::vector<uint16_t> fences; };

// A place in the text that a warp is at: the sectors that its lanes reached there the first time, the second time and so on.
struct Request { uint64_t warp = 0; std::vector<uintptr_t> sectors; };
struct Place { uint32_t stamp = 0; std::vector<uint32_t> times; std::vector<Request> requests; };

struct Thread { uint16_t epoch, fences, fenced; };

std::unordered_map<uintptr_t, Page*> pages;
std::pair<uintptr_t, Page*> recent[RECENT];
std::vector<Range> ranges;
std::vector<std::string> found;
std::map<std::string, Traffic> traffic;
std::map<uintptr_t, long> covered;
std::unordered_map<const void*, Place> places;
std::unordered_map<uint32_t, Ticket> tickets;
Thread threads[MOST_THREADS];
std::string kernel;
Traffic* counted;
const char *sharedBegin, *sharedEnd, *stackBegin, *stackEnd, *registers;
uint32_t launchStamp, blockStamp, block;
int thread;
size_t numbered;
bool coherent;

Page& page(uintptr_t address) {
  const uintptr_t number = address / PAGE;
  auto& [key, page] = recent[number % RECENT];
  if (key == number && page) return *page;
  Page*& kept = pages[number];
  if (!kept) kept = (Page*) calloc(1, sizeof(Page));
  key = number;
  return *(page = kept);
}

std::string who(uint32_t block, int thread) { return "thread " + std::to_string(thread) + " of block " + std::to_string(block); }

// Keeps what is wrong, and where.
void report(uintptr_t address, const std::string& what) {
  const char* at = (const char*) address;
  std::string where = at >= sharedBegin && at < sharedEnd ? " (shared memory)" : "";
  for (const Range& range : ranges)
    if (address >= range.begin && address < range.end) where = " (" + range.name + " + " + std::to_string(address - range.begin) + ")";
  if (found.size() < MOST_FOUND) found.push_back(kernel + ": " + who(block, thread) + " " + what + where);
}

// Whether what another block did came before what this thread does: it was done, fenced, and told by a ticket; then came a ticket, a barrier and a fence here.
bool before(const Touch& other) {
  const auto told = tickets.find(other.block), heard = tickets.find(block);
  if (told == tickets.end() || heard == tickets.end() || told->second.counter != heard->second.counter) return false;
  const Ticket &from = told->second, &to = heard->second;
  const bool done = other.thread == from.thread || other.epoch < from.epoch;
  return from.number < to.number && done && from.fences[other.thread] > other.fences && threads[thread].fenced > to.epoch;
}

// Whether these two bytes are written for the first time.
bool touch(uintptr_t address, bool write, bool shared) {
  Cell& cell = page(address).cells[address % PAGE / GRAIN];
  const uint32_t stamp = shared ? blockStamp : launchStamp;
  const Touch now = {block, (uint16_t) thread, threads[thread].epoch, threads[thread].fences};
  if (cell.stamp != stamp) {
    memset(&cell, 0, sizeof cell);
    cell.stamp = stamp;
  }
  if (cell.written && cell.writer.block == block && cell.writer.epoch == now.epoch && cell.writer.thread != thread)
    report(address, std::string(write ? "writes" : "reads") + " what " + who(block, cell.writer.thread) + " writes, without a barrier between");
  // Reads go past the first cache, which blocks do not share.
  if (cell.written && cell.writer.block != block && !(before(cell.writer) && (write || coherent)))
    report(address, std::string(write ? "writes" : "reads") + " what " + who(cell.writer.block, cell.writer.thread) + " writes");
  if (write) {
    const bool same = cell.reader.block == block;
    if (cell.read && same && cell.reader.epoch == now.epoch && (cell.otherThread || cell.reader.thread != thread))
      report(address, "writes what " + who(block, cell.reader.thread) + " reads, without a barrier between");
    if (cell.read && (!same || cell.otherBlock) && !before(cell.reader)) report(address, "writes what " + who(cell.reader.block, cell.reader.thread) + " reads");
    const bool first = !cell.written;
    cell.writer = now;
    cell.written = true;
    return first;
  }
  if (shared && !cell.written) report(address, "reads what nobody wrote");
  if (!cell.read || (cell.reader.block == block && cell.reader.epoch != now.epoch)) {
    cell.otherThread = false;
    cell.reader = now;
    cell.read = true;
  } else {
    cell.otherBlock = cell.otherBlock || cell.reader.block != block;
    cell.otherThread = cell.otherThread || cell.reader.thread != thread;
  }
  return false;
}

// What several lanes reach at once is one request for a sector.
void count(uintptr_t address, size_t bytes, bool write, const void* place) {
  Page& there = page(address);
  const size_t sector = address % PAGE / SECTOR;
  counted->bytes += bytes;
  if (there.block[write][sector] != blockStamp) ++counted->ofBlocks;
  if (there.launch[write][sector] != launchStamp) ++counted->ofLaunches;
  there.block[write][sector] = blockStamp;
  there.launch[write][sector] = launchStamp;
  Place& here = places[place];
  if (here.stamp != blockStamp) here.times.assign(MOST_THREADS, 0);
  here.stamp = blockStamp;
  const uint32_t time = here.times[thread]++;
  if (here.requests.size() <= time) here.requests.resize(time + 1);
  Request& request = here.requests[time];
  const uint64_t warp = (uint64_t) blockStamp * WARP + thread / WARP;
  if (request.warp != warp) request.sectors.clear();
  request.warp = warp;
  auto& sectors = request.sectors;
  if (std::find(sectors.rbegin(), sectors.rend(), address / SECTOR) != sectors.rend()) return;
  sectors.push_back(address / SECTOR);
  ++counted->ofRequests;
}

void access(const void* at, size_t bytes, bool write, const void* place) {
  if (!counted) return;
  const char* from = (const char*) at;
  if ((from >= stackBegin && from < stackEnd) || (from >= registers && from < registers + REGISTERS)) return;
  const bool shared = from >= sharedBegin && from < sharedEnd;
  const uintptr_t address = (uintptr_t) at;
  const Range* range = nullptr;
  if (!shared) {
    for (const Range& each : ranges)
      if (address >= each.begin && address + bytes <= each.end && (!range || each.written)) range = &each;
    if (!range) return report(address, "reaches memory that the launch does not name, " + std::to_string(bytes) + " bytes");
    if (write && !range->written) report(address, "writes what it should read");
    if (address % bytes) report(address, "reaches " + std::to_string(bytes) + " bytes that are not aligned");
    count(address, bytes, write, place);
  }
  for (size_t i = 0; i < bytes; i += GRAIN)
    if (touch(address + i, write, shared) && range) covered[range->begin] += std::min(bytes, GRAIN);
}

}  // namespace

void watch(const std::string& name, const std::vector<Range>& allowed) {
  kernel = name;
  ranges = allowed;
  counted = &traffic[name];
  ++counted->launches;
  ++launchStamp;
  tickets.clear();
  places.clear();
}

void watched() { counted = nullptr; }

void forget(const void* address, size_t bytes) {
  for (uintptr_t number = (uintptr_t) address / PAGE; number <= ((uintptr_t) address + bytes) / PAGE; ++number) {
    const auto kept = pages.find(number);
    if (kept == pages.end()) continue;
    free(kept->second);
    pages.erase(kept);
    recent[number % RECENT] = {};
  }
}

std::string taken() {
  std::string all;
  for (const std::string& each : found) all += each + "\n";
  found.clear();
  return all;
}

std::string written() {
  std::string all;
  for (const auto& [begin, bytes] : covered) all += std::to_string(begin) + " " + std::to_string(bytes) + "\n";
  covered.clear();
  return all;
}

std::string moved() {
  std::string all;
  for (const auto& [name, each] : traffic) {
    all += name;
    for (const long number : {each.launches, each.bytes, each.ofLaunches, each.ofBlocks, each.ofRequests}) all += " " + std::to_string(number);
    all += "\n";
  }
  traffic.clear();
  return all;
}

}  // namespace standin

using namespace standin;

EXPORT void watch_block(int number, const char* begin, const char* end, const char* where) {
  block = number;
  blockStamp += 1;
  sharedBegin = begin;
  sharedEnd = end;
  registers = where;
  memset(threads, 0, sizeof threads);
}
EXPORT void watch_thread(int number, const char* begin, const char* end) { thread = number; stackBegin = begin; stackEnd = end; }
EXPORT void watch_barrier() { ++threads[thread].epoch; }
EXPORT void watch_fence() { ++threads[thread].fences; threads[thread].fenced = threads[thread].epoch; }
EXPORT void watch_ticket(const void* counter) {
  Ticket ticket = {counter, numbered++, thread, threads[thread].epoch, {}};
  for (const Thread& each : threads) ticket.fences.push_back(each.fences);
  tickets[block] = ticket;
}
EXPORT void watch_coherent(const void* at, int bytes, const void* place) {
  coherent = true;
  access(at, bytes, false, place);
  coherent = false;
}

#define WATCH(name, bytes) \
  EXPORT void __tsan_##name##read##bytes(void* at) { access(at, bytes, false, __builtin_return_address(0)); } \
  EXPORT void __tsan_##name##write##bytes(void* at) { access(at, bytes, true, __builtin_return_address(0)); }
WATCH(, 1) WATCH(, 2) WATCH(, 4) WATCH(, 8) WATCH(, 16)
WATCH(unaligned_, 2) WATCH(unaligned_, 4) WATCH(unaligned_, 8) WATCH(unaligned_, 16)
EXPORT void __tsan_read_range(void* at, long bytes) { access(at, bytes, false, __builtin_return_address(0)); }
EXPORT void __tsan_write_range(void* at, long bytes) { access(at, bytes, true, __builtin_return_address(0)); }
EXPORT void __tsan_init() {}
EXPORT void __tsan_func_entry(void*) {}
EXPORT void __tsan_func_exit() {}
