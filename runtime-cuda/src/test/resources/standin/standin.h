// CUDA on the processor, for tests: the functions that Figment calls, with CUDA's own signatures and rules.
// Work on a stream waits until somebody waits for it, so that a forgotten wait shows.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace standin {

using Work = std::function<int()>;

// What work says that must be tried again, because it waits for another GPU.
const int PENDING = -1;

// Nodes, and of each those that come before it.
struct Graph { int device; std::vector<Work> nodes; std::vector<std::set<size_t>> before; };

struct Stream {
  int device;
  std::deque<Work> waiting;
  long queued = 0, done = 0;
  Graph* recording = nullptr;
  std::set<size_t> heads;  // What the next node of the recording comes after.
  Stream* origin = nullptr;  // Where the recording began.
};

// One lock for all: the real libraries may be called from any thread.
std::recursive_mutex& lock();

// A number that tests set or read, by name.
long& setting(const char* name);

// One thing more that its owner must free.
inline void made() { ++setting("live"); }

// One thing less; the status that tests set under the function's name.
inline int freed(const char* function) { --setting("live"); return (int) setting(function); }

// The GPU's clock, in microseconds: it goes on as tests say that algorithms take.
inline void spend(const std::string& algorithm) { setting("clock") += setting(("time of " + algorithm).c_str()); }

// The GPU of the calling thread; below 0 if it chose none.
int device();

// How many GPUs there are.
int devices();

// The calling thread's GPU's error that cannot be left, or 0.
int& broken();

// Puts work on a stream of the calling thread's GPU, or into the graph that is being recorded from it.
int enqueue(Stream* stream, Work work);

// Waits a little, without the lock, until something was done or put on a stream; with the lock held once.
void pause();

// Says that something has changed for those who wait.
void changed();

// Whether so many bytes from an address on are the calling thread's GPU's and lie within one piece.
bool owned(const void* address, size_t bytes);

// That GPU's bytes from an address to the end of its piece; 0 if it is not that GPU's.
size_t room(const void* address);

// A factor with so many bits of its fraction, rounded to even, as tensor cores take it.
inline double rounded(float value, int bits) {
  const int dropped = 24 - bits;
  uint32_t word;
  memcpy(&word, &value, 4);
  if (dropped > 0 && (word >> 23 & 255) != 255)
    word = (word + (1u << (dropped - 1)) - 1 + (word >> dropped & 1)) & ~((1u << dropped) - 1);
  memcpy(&value, &word, 4);
  return value;
}

// A number in memory by its type's size in bytes and bits of fraction: 4 and 24, 2 and 8 (bf16), 2 and 11 (fp16).
struct Numbers {
  char* at;
  int bits;

  int size() const { return bits == 24 ? 4 : 2; }
  double get(int64_t i) const {
    float single;
    uint16_t half;
    uint32_t word;
    _Float16 ieee;
    if (bits == 24) { memcpy(&single, at + 4 * i, 4); return single; }
    memcpy(&half, at + 2 * i, 2);
    if (bits == 11) { memcpy(&ieee, &half, 2); return (double) ieee; }
    word = (uint32_t) half << 16;
    memcpy(&single, &word, 4);
    return single;
  }
  // Sums are fp32 before they are rounded to what memory holds.
  void set(int64_t i, double value) const {
    float single = (float) value;
    if (bits == 24) { memcpy(at + 4 * i, &single, 4); return; }
    uint16_t half;
    if (bits == 11) {
      _Float16 ieee = (_Float16) single;
      memcpy(&half, &ieee, 2);
    } else {
      single = (float) rounded(single, 8);
      uint32_t word;
      memcpy(&word, &single, 4);
      half = (uint16_t) (word >> 16);
    }
    memcpy(at + 2 * i, &half, 2);
  }
};

}  // namespace standin
