// The runtime and the driver: memory, streams, events, graphs, modules.
#include <dlfcn.h>

#include <cstdlib>
#include <memory>
#include <set>

#include "standin.h"

namespace standin {

const int INVALID = 1, OUT_OF_MEMORY = 2, NO_CONTEXT = 201, INVALID_IMAGE = 200, INVALID_HANDLE = 400, NOT_FOUND = 500, NOT_READY = 600;
const int ILLEGAL_ADDRESS = 700, CAPTURE_UNSUPPORTED = 900, ILLEGAL_STATE = 401, INVALID_DEVICE = 101;
const size_t GUARD = 256;
const unsigned char MARK = 0xA5;

struct Piece { char* block; size_t bytes; };
// What was put on a stream before the event, and when it was reached.
struct Event {
  bool timed = false;
  Stream* stream = nullptr;
  long asked = 0;
  std::shared_ptr<long> reached = std::make_shared<long>(-1);
};
struct Module { void* library; };

// How a kernel is called: blocks x, y, threads x, y, pointers to what it takes.
using Entry = void (*)(int, int, int, int, void**);
struct Function { Entry entry; int parameters; };

static std::map<const char*, Piece> pieces;
static std::set<Stream*> streams;
static std::set<void*> pinned;
static size_t used = 0;
static thread_local int device = -1;
static std::map<std::string, long> settings = {{"bytes", 1L << 34}, {"devices", 1}, {"devices status", 0}, {"runtime", 13000}, {"driver", 13000}};

long& setting(const char* name) { return settings[name]; }

std::recursive_mutex& lock() { static std::recursive_mutex it; return it; }
int& broken() { static int it = 0; return it; }

size_t room(const void* address) {
  const char* at = (const char*) address;
  auto next = pieces.upper_bound(at);
  if (next == pieces.begin()) return 0;
  auto& [begin, piece] = *--next;
  return at < begin + piece.bytes ? begin + piece.bytes - at : 0;
}

bool owned(const void* address, size_t bytes) { return room(address) >= bytes; }

static bool whole(const Piece& piece) {
  for (size_t i = 0; i < GUARD; ++i)
    if ((unsigned char) piece.block[i] != MARK || (unsigned char) piece.block[GUARD + piece.bytes + i] != MARK) return false;
  return true;
}

int enqueue(Stream* stream, Work work) {
  if (broken()) return broken();
  if (!streams.count(stream)) return INVALID_HANDLE;
  if (stream->recording) {
    stream->recording->nodes.push_back(std::move(work));
  } else {
    stream->waiting.push_back(std::move(work));
    ++stream->asked;
  }
  return 0;
}

// Does no more than it must: what was put on the stream first, so many pieces of work.
static int drain(Stream* stream, long asked) {
  if (!streams.count(stream)) return INVALID_HANDLE;
  if (stream->recording) return CAPTURE_UNSUPPORTED;
  while (stream->begun < asked) {
    Work work = std::move(stream->waiting.front());
    stream->waiting.pop_front();
    ++stream->begun;
    if (broken()) continue;
    if (int status = work()) broken() = status;
  }
  for (auto& [address, piece] : pieces)
    if (!broken() && !whole(piece)) broken() = ILLEGAL_ADDRESS;
  return broken();
}

int drain(Stream* stream) { return streams.count(stream) ? drain(stream, stream->asked) : INVALID_HANDLE; }

static int drainAll() {
  for (Stream* stream : streams)
    if (!stream->recording)
      if (int status = drain(stream)) return status;
  return broken();
}

}  // namespace standin

using namespace standin;
#define ENTER std::lock_guard<std::recursive_mutex> guard(lock()); if (broken()) return broken()

// What tests ask for.
EXPORT void standin_set(const char* name, long value) { setting(name) = value; }
EXPORT long standin_get(const char* name) { return strcmp(name, "used") ? setting(name) : used; }
EXPORT void standin_break() { broken() = ILLEGAL_ADDRESS; }

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
  ENTER;
  if (ordinal < 0 || ordinal >= setting("devices")) return INVALID_DEVICE;
  device = ordinal;
  return 0;
}

EXPORT int cudaDeviceGetAttribute(int* value, int attribute, int ordinal) {
  ENTER;
  if (ordinal < 0 || ordinal >= setting("devices")) return INVALID_DEVICE;
  switch (attribute) {
    case 16: *value = 1; return 0;
    case 75: *value = 9; return 0;
    case 76: *value = 0; return 0;
  }
  return INVALID;
}

EXPORT int cuDeviceGetName(char* name, int length, int ordinal) {
  ENTER;
  if (ordinal < 0 || ordinal >= setting("devices")) return INVALID_DEVICE;
  strncpy(name, "Stand-in", length);
  return 0;
}

EXPORT int cudaMemGetInfo(size_t* free, size_t* total) {
  ENTER;
  *total = setting("bytes");
  *free = *total - used;
  return 0;
}

EXPORT int cudaMalloc(void** address, size_t bytes) {
  ENTER;
  if (device < 0) return NO_CONTEXT;
  if (used + bytes > (size_t) setting("bytes")) return OUT_OF_MEMORY;
  char* block = (char*) aligned_alloc(GUARD, (bytes + 3 * GUARD - 1) / GUARD * GUARD);
  memset(block, MARK, GUARD + bytes + GUARD);
  *address = block + GUARD;
  pieces[block + GUARD] = {block, bytes};
  used += bytes;
  return 0;
}

EXPORT int cudaFree(void* address) {
  ENTER;
  if (!address) return 0;
  if (int status = drainAll()) return status;
  auto found = pieces.find((const char*) address);
  if (found == pieces.end()) return INVALID;
  used -= found->second.bytes;
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
  if (kind != 2 ? !owned(to, bytes) : room(to)) return INVALID;
  if (kind != 1 ? !owned(from, bytes) : room(from)) return INVALID;
  int status = enqueue(stream, [=] { memcpy(to, from, bytes); return 0; });
  // Memory that is not pinned is read before the call returns.
  return status || kind != 1 || pinned.count((void*) from) || stream->recording ? status : drain(stream);
}

EXPORT int cudaStreamCreateWithFlags(Stream** stream, unsigned) {
  ENTER;
  if (device < 0) return NO_CONTEXT;
  made();
  streams.insert(*stream = new Stream());
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
  if (!streams.count(stream)) return INVALID_HANDLE;
  if (stream->recording) return ILLEGAL_STATE;
  made();
  stream->recording = new Graph();
  return 0;
}

EXPORT int cudaStreamEndCapture(Stream* stream, Graph** graph) {
  ENTER;
  if (!streams.count(stream) || !stream->recording) return ILLEGAL_STATE;
  *graph = stream->recording;
  stream->recording = nullptr;
  return 0;
}

EXPORT int cudaGraphInstantiate(Graph** executable, Graph* graph, unsigned long long) { ENTER; made(); *executable = new Graph(*graph); return 0; }
EXPORT int cudaGraphDestroy(Graph* graph) { ENTER; delete graph; return freed("cudaGraphDestroy"); }

EXPORT int cudaGraphExecDestroy(Graph* executable) {
  ENTER;
  if (int status = drainAll()) return status;
  delete executable;
  return freed("cudaGraphExecDestroy");
}

EXPORT int cudaGraphLaunch(Graph* executable, Stream* stream) {
  ENTER;
  ++setting("graph launches");
  return enqueue(stream, [=] {
    for (auto& node : executable->nodes)
      if (int status = node()) return status;
    return 0;
  });
}

EXPORT int cudaEventCreateWithFlags(Event** event, unsigned flags) {
  ENTER;
  if (flags != 0 && flags != 2) return INVALID;
  made();
  *event = new Event{flags == 0};
  return 0;
}
EXPORT int cudaEventDestroy(Event* event) { ENTER; delete event; return freed("cudaEventDestroy"); }
EXPORT int cudaEventRecord(Event* event, Stream* stream) {
  ENTER;
  if (!streams.count(stream)) return INVALID_HANDLE;
  *event->reached = -1;
  int status = event->timed ? enqueue(stream, [reached = event->reached] { *reached = setting("clock"); return 0; }) : 0;
  event->stream = stream;
  event->asked = stream->asked;
  return status;
}
EXPORT int cudaEventSynchronize(Event* event) { ENTER; return event->stream ? drain(event->stream, event->asked) : 0; }

EXPORT int cudaStreamWaitEvent(Stream* stream, Event* event, unsigned flags) {
  ENTER;
  if (flags) return INVALID;
  Event then = *event;
  return then.stream ? enqueue(stream, [=] { return drain(then.stream, then.asked); }) : 0;
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
  if (device < 0) return NO_CONTEXT;
  const char* name = (const char*) image;
  if (strncmp(name, "standin:", 8)) return INVALID_IMAGE;
  void* library = dlopen(name + 8, RTLD_NOW | RTLD_LOCAL);
  if (!library) return INVALID_IMAGE;
  made();
  *module = new Module{library};
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
  *function = new Function{(Entry) entry, *(int*) parameters};
  return 0;
}

EXPORT int cuLaunchKernel(Function* function, unsigned bx, unsigned by, unsigned bz, unsigned tx, unsigned ty, unsigned tz,
                          unsigned shared, Stream* stream, void** parameters, void** extra) {
  ENTER;
  if (device < 0) return NO_CONTEXT;
  if (!bx || !by || by > 65535 || bz != 1 || !tx || !ty || tx * ty > 1024 || tz != 1 || shared || extra) return INVALID;
  std::vector<void*> pointers;
  for (int i = 0; i < function->parameters; ++i) {
    void* pointer = *(void**) parameters[i];
    if (!room(pointer)) return ILLEGAL_ADDRESS;
    pointers.push_back(pointer);
  }
  ++setting("launches");
  return enqueue(stream, [=] {
    std::vector<void*> arguments = pointers;
    for (void* pointer : arguments)
      if (!room(pointer)) return ILLEGAL_ADDRESS;
    function->entry(bx, by, tx, ty, arguments.data());
    return 0;
  });
}
