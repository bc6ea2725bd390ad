// NCCL: what several GPUs compute together. Work waits on each GPU's stream until all have come to it.
#include <algorithm>
#include <chrono>
#include <memory>
#include <set>

#include "standin.h"

using namespace standin;

namespace {

const int CUDA_ERROR = 1, INTERNAL = 3, INVALID_ARGUMENT = 4, INVALID_USAGE = 5, ILLEGAL_ADDRESS = 700;
const int FLOAT32 = 7, SUM = 0, AVG = 4;

struct Part { const float* from; float* to; size_t count; int op; };

// What the communicators of one call have in common.
struct Group {
  int size;
  long round = 0;
  std::map<int, Part> arrived;
};

struct State {
  std::shared_ptr<Group> group;
  int rank, device;
  bool aborted = false;
  long waitsFor = -1;
};

struct Communicator { std::shared_ptr<State> state; };

std::set<Communicator*> alive;
std::string last;
thread_local int depth = 0;
thread_local std::vector<std::pair<Stream*, Work>> grouped;

int fail(int status, const char* words) { last = words; return status; }

// All parts have the same length and way; each element is summed in the order of ranks.
bool reduce(Group& group) {
  const Part first = group.arrived.begin()->second;
  std::vector<float> result(first.count);
  for (auto& [rank, part] : group.arrived) {
    if (part.count != first.count || part.op != first.op) return false;
    for (size_t i = 0; i < first.count; ++i) result[i] += part.from[i] * (first.op == AVG ? 1.f / group.size : 1.f);
  }
  for (auto& [rank, part] : group.arrived) memcpy(part.to, result.data(), 4 * first.count);
  return true;
}

int meet(State& state, const Part& part) {
  Group& group = *state.group;
  if (state.aborted) return 0;
  if (setting("nccl stalls")) return PENDING;
  if (state.waitsFor < 0) {
    if (!owned(part.from, 4 * part.count) || !owned(part.to, 4 * part.count)) return ILLEGAL_ADDRESS;
    state.waitsFor = group.round;
    group.arrived[state.rank] = part;
    if ((int) group.arrived.size() == group.size) {
      if (!reduce(group)) return ILLEGAL_ADDRESS;
      group.arrived.clear();
      ++group.round;
      changed();
    }
  }
  if (group.round == state.waitsFor) return PENDING;
  state.waitsFor = -1;
  return 0;
}

}  // namespace

#define ENTER std::lock_guard<std::recursive_mutex> guard(lock())

EXPORT int ncclGetVersion(int* version) { *version = setting("nccl") ? setting("nccl") : 22809; return 0; }
EXPORT const char* ncclGetErrorString(int status) {
  return status == INVALID_ARGUMENT ? "invalid argument (run with NCCL_DEBUG=WARN for details)"
      : status == INVALID_USAGE ? "invalid usage (run with NCCL_DEBUG=WARN for details)"
      : status == 2 ? "unhandled system error (run with NCCL_DEBUG=INFO for details)"
      : status == 6 ? "remote process exited or there was a network error" : "other error";
}
EXPORT const char* ncclGetLastError(Communicator*) { return last.c_str(); }

EXPORT int ncclCommInitAll(Communicator** communicators, int count, const int* ordinals) {
  ENTER;
  if (setting("nccl status")) return fail(setting("nccl status"), "no way between the GPUs");
  if (count < 1 || !ordinals) return fail(INVALID_ARGUMENT, "count");
  for (int i = 0; i < count; ++i) {
    if (ordinals[i] < 0 || ordinals[i] >= devices()) return fail(INVALID_ARGUMENT, "no such device");
    if (std::count(ordinals, ordinals + count, ordinals[i]) > 1) return fail(INVALID_USAGE, "duplicate GPU");
  }
  auto group = std::make_shared<Group>(Group{count});
  for (int i = 0; i < count; ++i) {
    communicators[i] = new Communicator{std::make_shared<State>(State{group, i, ordinals[i]})};
    alive.insert(communicators[i]);
    made();
  }
  return 0;
}

EXPORT int ncclAllReduce(const void* from, void* to, size_t count, int type, int op, Communicator* communicator, Stream* stream) {
  ENTER;
  if (!alive.count(communicator)) return fail(INVALID_ARGUMENT, "no such communicator");
  if (type != FLOAT32 || (op != SUM && op != AVG) || !count) return fail(INVALID_ARGUMENT, "type, operation or count");
  auto state = communicator->state;
  if (state->aborted || state->device != stream->device) return fail(INVALID_USAGE, "aborted, or a stream of another GPU");
  const char *begin = (const char*) from, *target = (const char*) to;
  if (begin != target && begin < target + 4 * count && target < begin + 4 * count) return fail(INVALID_ARGUMENT, "buffers overlap");
  if (!owned(from, 4 * count) || !owned(to, 4 * count)) return fail(INVALID_ARGUMENT, "memory of another GPU");
  ++setting("collectives");
  const Part part{(const float*) from, (float*) to, count, op};
  if (depth) {
    grouped.push_back({stream, [state, part] { return meet(*state, part); }});
    return 0;
  }
  return enqueue(stream, [state, part] { return meet(*state, part); }) ? fail(CUDA_ERROR, "launch") : 0;
}

EXPORT int ncclGroupStart() { ++depth; return 0; }

// Nothing of a group is launched before its end.
EXPORT int ncclGroupEnd() {
  ENTER;
  if (!depth) return fail(INVALID_USAGE, "no group was begun");
  if (--depth) return 0;
  ++setting("groups");
  int status = 0;
  for (auto& [stream, work] : grouped)
    if (!status && enqueue(stream, work)) status = fail(CUDA_ERROR, "launch");
  grouped.clear();
  return status;
}

EXPORT int ncclCommGetAsyncError(Communicator* communicator, int* status) {
  ENTER;
  if (!alive.count(communicator)) return fail(INVALID_ARGUMENT, "no such communicator");
  *status = setting("nccl asynchronous");
  return 0;
}

// The real one waits for ever while a graph lives that was recorded with the communicator.
EXPORT int ncclCommDestroy(Communicator* communicator) {
  ENTER;
  if (!alive.count(communicator)) return fail(INVALID_ARGUMENT, "no such communicator");
  if (communicator->state.use_count() > 1) return fail(INVALID_USAGE, "a graph of the communicator lives");
  alive.erase(communicator);
  delete communicator;
  return freed("ncclCommDestroy");
}

// What is under way ends at once, with any result; then it waits for the graphs as the real one does.
EXPORT int ncclCommAbort(Communicator* communicator) {
  ENTER;
  if (!alive.count(communicator)) return fail(INVALID_ARGUMENT, "no such communicator");
  communicator->state->aborted = true;
  changed();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (communicator->state.use_count() > 1) {
    if (std::chrono::steady_clock::now() > end) return fail(INTERNAL, "a graph of the communicator lives");
    pause();
  }
  alive.erase(communicator);
  delete communicator;
  return freed("ncclCommAbort");
}
