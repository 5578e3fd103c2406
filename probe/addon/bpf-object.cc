// SPDX-License-Identifier: Apache-2.0
#include "bpf-object.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "clock.h"

namespace chisel {

namespace {

constexpr size_t kMaxLog = 4096;

std::string& libbpfLog() {
  static std::string log;
  return log;
}

int keepLog(libbpf_print_level level, const char* format, va_list args) {
  if (level == LIBBPF_DEBUG) return 0;
  char line[2048];
  const int length = vsnprintf(line, sizeof line, format, args);
  std::string& log = libbpfLog();
  log += line;
  if (log.size() > kMaxLog) log.erase(0, log.size() - kMaxLog);
  return length;
}

int check(int result, const char* step) {
  if (result < 0) throw BpfError(step, -result);
  return result;
}

template <typename T>
T* check(T* pointer, const std::string& step) {
  if (pointer == nullptr) throw BpfError(step, errno);
  return pointer;
}

}  // namespace

BpfError::BpfError(const std::string& step, int error)
    : std::runtime_error(step + ": " + strerror(error)), error(error), log(libbpfLog()) {}

BpfObject::BpfObject(const std::string& path, uint32_t ring_bytes, bool never_suspends)
    : ring_bytes_(ring_bytes), cpu_count_(check(libbpf_num_possible_cpus(), "count CPUs")) {
  libbpfLog().clear();
  libbpf_set_print(keepLog);
  object_ = check(bpf_object__open_file(path.c_str(), nullptr), "open " + path);
  try {
    bpf_map* rings = check(bpf_object__find_map_by_name(object_, "rings"), "find the rings");
    check(bpf_map__set_max_entries(rings, cpu_count_), "set the number of rings");
    check(bpf_map__set_value_size(rings, RING_HEAD + ring_bytes + RING_SLACK), "set ring size");
    bpf_map* setup =
        check(bpf_object__find_map_by_name(object_, ".rodata.setup"), "find the setup");
    const load_setup values = {ring_bytes - 1, never_suspends};
    check(bpf_map__set_initial_value(setup, &values, sizeof values), "set up the probe");
    check(bpf_object__load(object_), "load the probe");
    config_ = share(".data.config");
    rings_ = share("rings");
    standings_ = share("standings");
    const size_t each = size_t{RING_HEAD} + ring_bytes + RING_SLACK;
    for (uint32_t cpu = 0; cpu < cpu_count_; cpu++) {
      reinterpret_cast<ring*>(rings_.bytes + cpu * each)->cpu = cpu;
    }
    config()->boot_ns = clockNs(CLOCK_REALTIME) - clockNs(CLOCK_BOOTTIME);
  } catch (...) {
    bpf_object__close(object_);
    throw;
  }
}

BpfObject::~BpfObject() {
  for (auto& [name, link] : links_) bpf_link__destroy(link);
  if (config_.bytes) munmap(config_.bytes, config_.size);
  if (rings_.bytes) munmap(rings_.bytes, rings_.size);
  if (standings_.bytes) munmap(standings_.bytes, standings_.size);
  bpf_object__close(object_);
}

void BpfObject::attach(const std::string& program) {
  if (links_.count(program)) return;
  links_[program] = check(bpf_program__attach(find(program)), "attach " + program);
}

void BpfObject::detach(const std::string& program) {
  const auto found = links_.find(program);
  if (found == links_.end()) return;
  bpf_link__destroy(found->second);
  links_.erase(found);
}

void BpfObject::setTail(const std::string& array, uint32_t index, const std::string& program) {
  const int map = check(bpf_object__find_map_fd_by_name(object_, array.c_str()), "find the array");
  const int fd = bpf_program__fd(find(program));
  if (bpf_map_update_elem(map, &index, &fd, BPF_ANY) != 0) throw BpfError("fill " + array, errno);
}

std::vector<uint8_t> BpfObject::iterate(const std::string& program) {
  bpf_link* link = check(bpf_program__attach_iter(find(program), nullptr), "attach " + program);
  const int fd = bpf_iter_create(bpf_link__fd(link));
  const int failure = errno;
  bpf_link__destroy(link);
  if (fd < 0) throw BpfError("create " + program, failure);
  std::vector<uint8_t> all;
  std::vector<uint8_t> piece(1 << 18);
  ssize_t length;
  while ((length = read(fd, piece.data(), piece.size())) > 0 || (length < 0 && errno == EAGAIN)) {
    if (length > 0) all.insert(all.end(), piece.begin(), piece.begin() + length);
  }
  close(fd);
  if (length < 0) throw BpfError("read " + program, errno);
  return all;
}

bpf_program* BpfObject::find(const std::string& program) {
  return check(bpf_object__find_program_by_name(object_, program.c_str()), "find " + program);
}

Mapping BpfObject::share(const char* name) {
  bpf_map* map = check(bpf_object__find_map_by_name(object_, name), std::string("find ") + name);
  const size_t value = (bpf_map__value_size(map) + 7) & ~size_t{7};
  const size_t page = sysconf(_SC_PAGESIZE);
  const size_t size = (value * bpf_map__max_entries(map) + page - 1) & ~(page - 1);
  void* at = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, bpf_map__fd(map), 0);
  if (at == MAP_FAILED) throw BpfError(std::string("share ") + name, errno);
  return {static_cast<uint8_t*>(at), size};
}

}  // namespace chisel
