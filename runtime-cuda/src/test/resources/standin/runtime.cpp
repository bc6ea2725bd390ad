// The runtime and the driver: memory, streams, events, graphs, modules.
#include <dlfcn.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <random>
#include <set>

#include "watch.h"

namespace standin {

const int INVALID = 1, OUT_OF_MEMORY = 2, NO_CONTEXT = 201, INVALID_IMAGE = 200, INVALID_HANDLE = 400, NOT_FOUND = 500, NOT_READY = 600;
const int ILLEGAL_ADDRESS = 700, CAPTURE_UNSUPPORTED = 900, ILLEGAL_STATE = 401, INVALID_DEVICE = 101;
const int UNJOINED = 904, ISOLATION = 905, CAPTURED_EVENT = 907;
const size_t GUARD = 256;
const unsigned char MARK = 0xA5;
const int MOST_DEVICES = 8, TIMEOUT = 702;

struct Piece { char* block; size_t bytes; int device; };
// What was put on a stream before the event, and when it was reached.
struct Event {
  int device;
  bool timed = false;
  Stream* stream = nullptr;
  long position = 0;
  std::shared_ptr<long> reached = std::make_shared<long>(-1);
  bool captured = false;
  std::set<size_t> heads;
};
struct Module { void* library; int device; };

// How a kernel is called: blocks x, y, threads x, y, pointers to what it takes.
using Entry = void (*)(int, int, int, int, void**);
struct Function { Entry entry; int parameters; int device; std::string name; };

static std::map<const char*, Piece> pieces;
static std::set<Stream*> streams;
static std::set<void*> pinned;
static size_t used[MOST_DEVICES];
static int errors[MOST_DEVICES + 1];
static thread_local int chosen = -1;
static std::condition_variable_any news;
static long changes = 0;
static std::vector<Range> allowed;  // What the next launch may reach, where it is looked at.
static std::map<std::string, long> settings = {{"bytes", 1L << 34}, {"devices", 1}, {"devices status", 0}, {"capability", 90}, {"runtime", 13000}, {"driver", 13000}};

long& setting(const char* name) { return settings[name]; }

std::recursive_mutex& lock() { static std::recursive_mutex it; return it; }
int device() { return chosen; }
int devices() { return setting("devices"); }
int& broken() { return errors[chosen < 0 ? MOST_DEVICES : chosen]; }

void changed() { ++changes; news.notify_all(); }
void pause() { news.wait_for(lock(), std::chrono::milliseconds(20)); }

// Another GPU is the calling thread's while this lives.
struct On {
  int before = chosen;
  explicit On(int other) { chosen = other; }
  ~On() { chosen = before; }
};

static std::map<const char*, Piece>::iterator piece(const void* address) {
  auto next = pieces.upper_bound((const char*) address);
  if (next == pieces.begin()) return pieces.end();
  --next;
  return (const char*) address < next->first + next->second.bytes ? next : pieces.end();
}

size_t room(const void* address) {
  auto found = piece(address);
  return found != pieces.end() && found->second.device == chosen ? found->first + found->second.bytes - (const char*) address : 0;
}

bool owned(const void* address, size_t bytes) { return room(address) >= bytes; }

static bool whole(const Piece& piece) {
  for (size_t i = 0; i < GUARD; ++i)
    if ((unsigned char) piece.block[i] != MARK || (unsigned char) piece.block[GUARD + piece.bytes + i] != MARK) return false;
  return true;
}

int enqueue(Stream* stream, Work work) {
  if (broken()) return broken();
  if (!streams.count(stream) || stream->device != chosen) return INVALID_HANDLE;
  if (stream->recording) {
    Graph* graph = stream->recording;
    graph->nodes.push_back(std::move(work));
    graph->before.push_back(stream->heads);
    stream->heads = {graph->nodes.size() - 1};
  } else {
    stream->waiting.push_back(std::move(work));
    ++stream->queued;
    changed();
  }
  return 0;
}

// Does what waits on a stream, up to a position or to where it waits for another GPU.
static void advance(Stream* stream, long position) {
  On on(stream->device);
  while (stream->done < position && !broken()) {
    const int status = stream->waiting.front()();
    if (status == PENDING) return;
    stream->waiting.pop_front();
    ++stream->done;
    if (status) broken() = status;
    changed();
  }
}

// Waits for what is before a position on a stream, and looks whether memory was written beyond its end. Other GPUs go on meanwhile.
static int drain(Stream* stream, long position) {
  if (!streams.count(stream)) return INVALID_HANDLE;
  if (stream->recording) return CAPTURE_UNSUPPORTED;
  On on(stream->device);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (;;) {
    const long seen = changes;
    advance(stream, position);
    if (broken() || stream->done >= position) break;
    for (Stream* other : std::set<Stream*>(streams))
      if (other != stream && !other->recording) advance(other, other->queued);
    if (changes == seen) pause();
    if (std::chrono::steady_clock::now() > end) broken() = TIMEOUT;
  }
  for (auto& [address, piece] : pieces)
    if (!broken() && piece.device == chosen && !whole(piece)) broken() = ILLEGAL_ADDRESS;
  return broken();
}

static int drain(Stream* stream) { return drain(stream, streams.count(stream) ? stream->queued : 0); }

// Waits for all streams of the calling thread's GPU.
static int drainAll() {
  for (Stream* stream : std::set<Stream*>(streams))
    if (stream->device == chosen && !stream->recording)
      if (int status = drain(stream)) return status;
  return broken();
}

}  // namespace standin

using namespace standin;
#define ENTER std::lock_guard<std::recursive_mutex> guard(lock()); if (broken()) return broken()

// What tests ask for.
EXPORT void standin_set(const char* name, long value) { setting(name) = value; }
EXPORT long standin_get(const char* name) { 
  if (strcmp(name, "used")) return setting(name);
  size_t sum = 0;
  for (size_t each : used) sum += each;
  return sum;
}
EXPORT void standin_break(int ordinal) {
  std::lock_guard<std::recursive_mutex> guard(lock());
  errors[ordinal] = ILLEGAL_ADDRESS;
  changed();
}

EXPORT void standin_allow(const char* name, char* at, long bytes, int written) {
  if (name) allowed.push_back({name, (uintptr_t) at, (uintptr_t) at + bytes, written != 0});
  else allowed.clear();
}
EXPORT const char* standin_found() { static std::string found; return (found = taken()).c_str(); }
EXPORT const char* standin_written() { static std::string written_; return (written_ = written()).c_str(); }
EXPORT const char* standin_traffic() { static std::string traffic; return (traffic = moved()).c_str(); }

EXPORT int cudaGetDeviceCount(int* count) { *count = setting("devices"); return setting("devices status"); }
EXPORT int cudaRuntimeGetVersion(int* version) { *version = setting("runtime"); return 0; }
EXPORT int cudaDriverGetVersion(int* version) { *version = setting("driver"); return 0; }
EXPORT int cudaGetLastError() { return broken(); }
EXPORT const char* cudaGetErrorName(int status) {
  return status == ILLEGAL_ADDRESS ? "cudaErrorIllegalAddress" : status == OUT_OF_MEMORY ? "cudaErrorMemoryAllocation" : "cudaErrorOther";
}
EXPORT const char* cudaGetErrorString(int status) {
  return status == ILLEGAL_ADDRESS ? "an illegal memory access was encountered" : status == OUT_OF_MEMORY ? "out of memory" : "other error";
}
EXPORT int cuGetErrorName(int status, const char** name) { *name = cudaGetErrorName(status); return 0; }
EXPORT int cuGetErrorString(int status, const char** words) { *words = cudaGetErrorString(status); return 0; }

EXPORT int cudaSetDevice(int ordinal) {
  std::lock_guard<std::recursive_mutex> guard(lock());
  if (ordinal < 0 || ordinal >= devices()) return INVALID_DEVICE;
  chosen = ordinal;
  return broken();
}

EXPORT int cudaDeviceGetAttribute(int* value, int attribute, int ordinal) {
  ENTER;
  if (ordinal < 0 || ordinal >= devices()) return INVALID_DEVICE;
  switch (attribute) {
    case 16: *value = 1; return 0;
    case 75: *value = setting("capability") / 10; return 0;
    case 76: *value = setting("capability") % 10; return 0;
  }
  return INVALID;
}

EXPORT int cuDeviceGetName(char* name, int length, int ordinal) {
  ENTER;
  if (ordinal < 0 || ordinal >= devices()) return INVALID_DEVICE;
  strncpy(name, "Stand-in", length);
  return 0;
}

EXPORT int cudaMemGetInfo(size_t* free, size_t* total) {
  ENTER;
  if (chosen < 0) return NO_CONTEXT;
  *total = setting("bytes");
  *free = *total - used[chosen];
  return 0;
}

EXPORT int cudaMalloc(void** address, size_t bytes) {
  ENTER;
  if (chosen < 0) return NO_CONTEXT;
  if (used[chosen] + bytes > (size_t) setting("bytes")) return OUT_OF_MEMORY;
  char* block = (char*) aligned_alloc(GUARD, (bytes + 3 * GUARD - 1) / GUARD * GUARD);
  memset(block, MARK, GUARD + bytes + GUARD);
  *address = block + GUARD;
  pieces[block + GUARD] = {block, bytes, chosen};
  used[chosen] += bytes;
  return 0;
}

EXPORT int cudaFree(void* address) {
  ENTER;
  if (!address) return 0;
  auto found = pieces.find((const char*) address);
  if (found == pieces.end() || found->second.device != chosen) return INVALID;
  // It need not wait for what may still use the memory.
  for (Stream* stream : streams)
    if (stream->device == chosen && !stream->recording && stream->done < stream->queued) return INVALID;
  forget(address, found->second.bytes);
  used[chosen] -= found->second.bytes;
  free(found->second.block);
  pieces.erase(found);
  return 0;
}

EXPORT int cudaHostAlloc(void** address, size_t bytes, unsigned) {
  ENTER;
  *address = malloc(bytes);
  made();
  pinned.insert(*address);
  return 0;
}

EXPORT int cudaFreeHost(void* address) {
  ENTER;
  if (!pinned.erase(address)) return INVALID;
  if (int status = drainAll()) return status;
  free(address);
  return freed("cudaFreeHost");
}

EXPORT int cudaMemsetAsync(void* address, int value, size_t bytes, Stream* stream) {
  ENTER;
  if (!owned(address, bytes)) return INVALID;
  return enqueue(stream, [=] { memset(address, value, bytes); return 0; });
}

EXPORT int cudaMemcpyAsync(void* to, const void* from, size_t bytes, int kind, Stream* stream) {
  ENTER;
  if (kind < 1 || kind > 3) return INVALID;
  if (kind != 2 ? !owned(to, bytes) : piece(to) != pieces.end()) return INVALID;
  if (kind != 1 ? !owned(from, bytes) : piece(from) != pieces.end()) return INVALID;
  int status = enqueue(stream, [=] { memcpy(to, from, bytes); return 0; });
  // Memory that is not pinned is read before the call returns.
  return status || kind != 1 || pinned.count((void*) from) || stream->recording ? status : drain(stream);
}

EXPORT int cudaStreamCreateWithFlags(Stream** stream, unsigned) {
  ENTER;
  if (chosen < 0) return NO_CONTEXT;
  made();
  streams.insert(*stream = new Stream{chosen});
  return 0;
}

EXPORT int cudaStreamDestroy(Stream* stream) {
  ENTER;
  if (!streams.count(stream)) return INVALID_HANDLE;
  int status = drain(stream);
  streams.erase(stream);
  delete stream;
  const int asked = freed("cudaStreamDestroy");
  return status ? status : asked;
}

EXPORT int cudaStreamSynchronize(Stream* stream) { ENTER; return drain(stream); }

EXPORT int cudaStreamBeginCapture(Stream* stream, int) {
  ENTER;
  if (!streams.count(stream) || stream->device != chosen) return INVALID_HANDLE;
  if (stream->recording) return ILLEGAL_STATE;
  made();
  stream->recording = new Graph{chosen};
  stream->origin = stream;
  stream->heads.clear();
  return 0;
}

EXPORT int cudaStreamEndCapture(Stream* stream, Graph** graph) {
  ENTER;
  if (!streams.count(stream) || !stream->recording || stream->origin != stream) return ILLEGAL_STATE;
  *graph = stream->recording;
  // All that comes before the last of the stream; every other stream's last must be among it.
  std::set<size_t> seen = stream->heads;
  std::vector<size_t> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const size_t node = open.back();
    open.pop_back();
    for (size_t before : (*graph)->before[node])
      if (seen.insert(before).second) open.push_back(before);
  }
  int status = 0;
  for (Stream* other : streams) {
    if (other->recording != *graph) continue;
    for (size_t head : other->heads)
      if (!seen.count(head)) status = UNJOINED;
    other->recording = nullptr;
    other->heads.clear();
  }
  return status;
}

EXPORT int cudaGraphInstantiate(Graph** executable, Graph* graph, unsigned long long) {
  ENTER;
  made();
  *executable = new Graph(*graph);
  for (size_t node = 0; node < graph->nodes.size(); ++node)
    if (graph->before[node].size() > 1 || (node && !graph->before[node].count(node - 1))) ++setting("branches");
  return 0;
}
EXPORT int cudaGraphDestroy(Graph* graph) { ENTER; delete graph; return freed("cudaGraphDestroy"); }

// A launch that is under way goes on.
EXPORT int cudaGraphExecDestroy(Graph* executable) { ENTER; delete executable; return freed("cudaGraphExecDestroy"); }

EXPORT int cudaGraphUpload(Graph* executable, Stream* stream) {
  ENTER;
  return executable->device == chosen && streams.count(stream) && !stream->recording ? 0 : INVALID_HANDLE;
}

EXPORT int cudaGraphLaunch(Graph* executable, Stream* stream) {
  ENTER;
  ++setting("graph launches");
  if (executable->device != chosen || !streams.count(stream) || stream->recording) return INVALID_HANDLE;
  // Any order in which nodes come after those before them; the order of recording is one.
  static std::mt19937 random(1);
  std::vector<size_t> ready;
  std::vector<size_t> waiting;
  std::vector<bool> done(executable->nodes.size());
  for (size_t i = 0; i < done.size(); ++i) waiting.push_back(i);
  while (!waiting.empty()) {
    ready.clear();
    for (size_t i = 0; i < waiting.size(); ++i) {
      bool free = true;
      for (size_t before : executable->before[waiting[i]]) free = free && done[before];
      if (free) ready.push_back(i);
      if (free && !setting("mixed")) break;
    }
    const size_t next = ready[setting("mixed") ? random() % ready.size() : 0];
    const size_t node = waiting[next];
    waiting.erase(waiting.begin() + next);
    done[node] = true;
    if (int status = enqueue(stream, executable->nodes[node])) return status;
  }
  return 0;
}

EXPORT int cudaEventCreateWithFlags(Event** event, unsigned flags) {
  ENTER;
  if (chosen < 0) return NO_CONTEXT;
  if (flags != 0 && flags != 2) return INVALID;
  made();
  *event = new Event{chosen, flags == 0};
  return 0;
}

EXPORT int cudaEventDestroy(Event* event) { ENTER; delete event; return freed("cudaEventDestroy"); }
EXPORT int cudaEventRecord(Event* event, Stream* stream) {
  ENTER;
  if (!streams.count(stream) || event->device != stream->device) return INVALID_HANDLE;
  event->captured = stream->recording;
  event->stream = stream;
  if (stream->recording) {
    if (event->timed) return INVALID_HANDLE;
    event->heads = stream->heads;
    return 0;
  }
  *event->reached = -1;
  int status = event->timed ? enqueue(stream, [reached = event->reached] { *reached = setting("clock"); return 0; }) : 0;
  event->position = stream->queued;
  return status;
}
EXPORT int cudaEventSynchronize(Event* event) { ENTER; return event->captured ? CAPTURED_EVENT : event->stream ? drain(event->stream, event->position) : 0; }

EXPORT int cudaStreamWaitEvent(Stream* stream, Event* event, unsigned flags) {
  ENTER;
  if (flags) return INVALID;
  const Event then = *event;
  if (!then.stream) return 0;
  if (!streams.count(stream)) return INVALID_HANDLE;
  // A stream that waits for a point of a recording takes part in it.
  if (then.captured) {
    if (!streams.count(then.stream) || !then.stream->recording) return CAPTURED_EVENT;
    if (stream->recording && stream->recording != then.stream->recording) return ISOLATION;
    stream->recording = then.stream->recording;
    stream->origin = then.stream->origin;
    stream->heads.insert(then.heads.begin(), then.heads.end());
    return 0;
  }
  if (stream->recording) return ISOLATION;
  return enqueue(stream, [=] {
    if (streams.count(then.stream)) advance(then.stream, then.position);
    return streams.count(then.stream) && then.stream->done < then.position ? PENDING : 0;
  });
}
EXPORT int cudaEventElapsedTime(float* milliseconds, Event* from, Event* to) {
  ENTER;
  if (!from->timed || !to->timed) return INVALID_HANDLE;
  if (*from->reached < 0 || *to->reached < 0) return NOT_READY;
  *milliseconds = (*to->reached - *from->reached) / 1000.f;
  ++setting("timings");
  return 0;
}

// An image names the library into which the compiler made the kernels.
EXPORT int cuModuleLoadData(Module** module, const void* image) {
  ENTER;
  if (chosen < 0) return NO_CONTEXT;
  const char* name = (const char*) image;
  if (strncmp(name, "standin:", 8)) return INVALID_IMAGE;
  void* library = dlopen(name + 8, RTLD_NOW | RTLD_LOCAL);
  if (!library) return INVALID_IMAGE;
  if (int* mixed = (int*) dlsym(library, "emulator_mixed")) *mixed = setting("mixed");
  made();
  *module = new Module{library, chosen};
  return 0;
}

EXPORT int cuModuleUnload(Module* module) {
  ENTER;
  drainAll();
  delete module;
  const int asked = freed("cuModuleUnload");
  return broken() ? broken() : asked;
}

EXPORT int cuModuleGetFunction(Function** function, Module* module, const char* name) {
  ENTER;
  void* entry = dlsym(module->library, (std::string("run_") + name).c_str());
  void* parameters = dlsym(module->library, (std::string("parameters_") + name).c_str());
  if (!entry || !parameters) return NOT_FOUND;
  *function = new Function{(Entry) entry, *(int*) parameters, module->device, name};
  return 0;
}

EXPORT int cuLaunchKernel(Function* function, unsigned bx, unsigned by, unsigned bz, unsigned tx, unsigned ty, unsigned tz,
                          unsigned shared, Stream* stream, void** parameters, void** extra) {
  ENTER;
  if (chosen < 0) return NO_CONTEXT;
  if (function->device != chosen) return INVALID_HANDLE;
  if (!bx || !by || by > 65535 || bz != 1 || !tx || !ty || tx * ty > 1024 || tz != 1 || shared || extra) return INVALID;
  std::vector<void*> pointers;
  for (int i = 0; i < function->parameters; ++i) {
    void* pointer = *(void**) parameters[i];
    if (!room(pointer)) return ILLEGAL_ADDRESS;
    pointers.push_back(pointer);
  }
  ++setting("launches");
  return enqueue(stream, [=, ranges = allowed] {
    std::vector<void*> arguments = pointers;
    for (void* pointer : arguments)
      if (!room(pointer)) return ILLEGAL_ADDRESS;
    if (!ranges.empty()) watch(function->name, ranges);
    function->entry(bx, by, tx, ty, arguments.data());
    watched();
    return 0;
  });
}
