// The compiler: CUDA C goes through g++, with the emulation of threads in front.
#include <atomic>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "standin.h"

namespace {

struct Program { std::string text, log, image; };

// Where the emulation lies, and modules are made; a process that does not say it has it from its environment.
std::string folder = getenv("STANDIN_FOLDER") ? getenv("STANDIN_FOLDER") : "";

const int INVALID = 3, INVALID_OPTION = 5, COMPILATION = 6;

std::string read(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// For each kernel how it is called with pointers to what it takes.
std::string entries(const std::string& text) {
  static const std::string head = "extern \"C\" __global__ void __launch_bounds__(";
  std::string out;
  size_t before = 0;
  for (size_t begin = text.find(head); begin != std::string::npos; begin = text.find(head, before)) {
    const size_t most = begin + head.size(), bounds = text.find(") ", most), open = text.find('(', bounds);
    const std::string threads = text.substr(most, bounds - most), name = text.substr(bounds + 2, open - bounds - 2);
    const std::string declared = text.substr(open + 1, text.find(')', open) - open - 1);
    // With its own functions before it.
    const size_t after = text.find("\n}\n", open);
    const std::string body = text.substr(before, after - before);
    before = after;
    const bool together = body.find("_sync(") != std::string::npos || body.find("__sync") != std::string::npos;
    std::string call;
    int count = 0;
    for (size_t at = 0; at < declared.size();) {
      size_t comma = declared.find(", ", at);
      if (comma == std::string::npos) comma = declared.size();
      const std::string one = declared.substr(at, comma - at);
      call += (count ? ", (" : "(") + one.substr(0, one.rfind(' ')) + ") a[" + std::to_string(count) + "]";
      ++count;
      at = comma + 2;
    }
    out += "QUIET static void call_" + name + "(void** a) { " + name + "(" + call + "); }\n";
    out += "extern \"C\" int parameters_" + name + " = " + std::to_string(count) + ";\n";
    out += "extern \"C\" QUIET void run_" + name + "(int bx, int by, int tx, int ty, void** a) {\n";
    out += "  if (tx * ty > " + threads + ") abort();\n";
    out += std::string("  emulator::launch(bx, by, tx, ty, ") + (together ? "false" : "true") + ", call_" + name + ", a);\n}\n";
  }
  return out;
}

}  // namespace

EXPORT void standin_folder(const char* name) { folder = name; }

EXPORT const char* nvrtcGetErrorString(int status) { return status == COMPILATION ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR"; }
EXPORT int nvrtcVersion(int* major, int* minor) { *major = standin::setting("nvrtc") ? standin::setting("nvrtc") : 13; *minor = 0; return 0; }

EXPORT int nvrtcCreateProgram(Program** program, const char* text, const char*, int headers, const char* const*, const char* const*) {
  if (headers) return INVALID;
  std::lock_guard<std::recursive_mutex> guard(standin::lock());
  standin::made();
  *program = new Program{text, "", ""};
  return 0;
}

EXPORT int nvrtcDestroyProgram(Program** program) {
  std::lock_guard<std::recursive_mutex> guard(standin::lock());
  delete *program;
  *program = nullptr;
  return standin::freed("nvrtcDestroyProgram");
}

EXPORT int nvrtcCompileProgram(Program* program, int count, const char* const* options) {
  static std::atomic<int> number{0};
  if (count < 1 || strcmp(options[0], "--gpu-architecture=sm_90")) return INVALID_OPTION;
  {
    std::lock_guard<std::recursive_mutex> guard(standin::lock());
    ++standin::setting("compilations");
  }
  const std::string base = folder + "/module-" + std::to_string(getpid()) + "-" + std::to_string(++number);
  std::ofstream(base + ".cpp") << "#include \"emulator.h\"\n" << program->text << entries(program->text);
  const bool watched = standin::setting("watched");
  const std::string flags = std::string("-std=c++17 -O0 -w -fPIC -ffp-contract=off -fno-strict-aliasing ") + (watched ? "-DWATCHED -fsanitize=thread " : "");
  const std::string compile = "g++ " + flags + "-c " + base + ".cpp -o " + base + ".o";
  const std::string link = "g++ -shared " + base + ".o " + (watched ? folder + "/libcuda.so.1" : "") + " -o " + base + ".so";
  const int status = system(("(" + compile + " && " + link + " && rm " + base + ".o) > " + base + ".log 2>&1").c_str());
  program->log = read(base + ".log");
  program->image = "standin:" + base + ".so";
  return status ? COMPILATION : 0;
}

EXPORT int nvrtcGetProgramLogSize(Program* program, size_t* size) { *size = program->log.size() + 1; return 0; }
EXPORT int nvrtcGetProgramLog(Program* program, char* log) { memcpy(log, program->log.c_str(), program->log.size() + 1); return 0; }
EXPORT int nvrtcGetCUBINSize(Program* program, size_t* size) { *size = program->image.size() + 1; return 0; }
EXPORT int nvrtcGetCUBIN(Program* program, char* image) { memcpy(image, program->image.c_str(), program->image.size() + 1); return 0; }
