// SPDX-License-Identifier: Apache-2.0
// The face that the addon shows to JavaScript: opens, drains and closes, and decides nothing.
#include <napi.h>

#include <memory>

#include "bpf-object.h"
#include "drain.h"
#include "privileges.h"

namespace chisel {

namespace {

Napi::Error toError(Napi::Env env, const BpfError& failure) {
  Napi::Error error = Napi::Error::New(env, failure.what());
  error.Set("errno", Napi::Number::New(env, failure.error));
  error.Set("log", Napi::String::New(env, failure.log));
  return error;
}

/** Runs `step` and turns what it throws into an exception of JavaScript. */
template <typename Step>
auto guarded(Napi::Env env, Step step) -> decltype(step()) {
  try {
    return step();
  } catch (const BpfError& failure) {
    toError(env, failure).ThrowAsJavaScriptException();
    return decltype(step())();
  }
}

}  // namespace

class Probe : public Napi::ObjectWrap<Probe> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(
        env, "Probe",
        {InstanceMethod<&Probe::attach>("attach"), InstanceMethod<&Probe::detach>("detach"),
         InstanceMethod<&Probe::setTail>("setTail"), InstanceMethod<&Probe::iterate>("iterate"),
         InstanceMethod<&Probe::config>("config"), InstanceMethod<&Probe::standings>("standings"),
         InstanceMethod<&Probe::counters>("counters"), InstanceMethod<&Probe::lost>("lost"),
         InstanceMethod<&Probe::start>("start"), InstanceMethod<&Probe::take>("take"),
         InstanceMethod<&Probe::release>("release"), InstanceMethod<&Probe::finish>("finish"),
         InstanceMethod<&Probe::close>("close")});
  }

  /** (path of the object file, bytes of a ring, whether the machine is never suspended) */
  explicit Probe(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Probe>(info) {
    const std::string path = info[0].As<Napi::String>();
    const uint32_t ring_bytes = info[1].As<Napi::Number>();
    const bool never_suspends = info[2].As<Napi::Boolean>();
    guarded(info.Env(),
            [&] { object_ = std::make_unique<BpfObject>(path, ring_bytes, never_suspends); });
  }

  ~Probe() override { shut(); }

 private:
  void attach(const Napi::CallbackInfo& info) {
    const std::string program = info[0].As<Napi::String>();
    guarded(info.Env(), [&] { object_->attach(program); });
  }

  void detach(const Napi::CallbackInfo& info) { object_->detach(info[0].As<Napi::String>()); }

  /** (array, index, program) */
  void setTail(const Napi::CallbackInfo& info) {
    const std::string array = info[0].As<Napi::String>();
    const uint32_t index = info[1].As<Napi::Number>();
    const std::string program = info[2].As<Napi::String>();
    guarded(info.Env(), [&] { object_->setTail(array, index, program); });
  }

  Napi::Value iterate(const Napi::CallbackInfo& info) {
    const std::string program = info[0].As<Napi::String>();
    const auto all = guarded(info.Env(), [&] { return object_->iterate(program); });
    if (info.Env().IsExceptionPending()) return info.Env().Undefined();
    return Napi::Buffer<uint8_t>::Copy(info.Env(), all.data(), all.size());
  }

  /** The configuration, shared with the kernel; not to be touched after `close`. */
  Napi::Value config(const Napi::CallbackInfo& info) {
    return Napi::ArrayBuffer::New(info.Env(), object_->config(), object_->configBytes());
  }

  /** What the kernel side found out of each thread, shared with it; not to be touched after `close`. */
  Napi::Value standings(const Napi::CallbackInfo& info) {
    const Mapping standings = object_->standings();
    return Napi::ArrayBuffer::New(info.Env(), standings.bytes, standings.size);
  }

  /** The heads of all rings, shared with the kernel, one after the other. */
  Napi::Value counters(const Napi::CallbackInfo& info) {
    Napi::Array list = Napi::Array::New(info.Env());
    const size_t each = size_t{RING_HEAD} + object_->ringBytes() + RING_SLACK;
    for (uint32_t cpu = 0; cpu < object_->cpuCount(); cpu++) {
      const ring* head = reinterpret_cast<ring*>(object_->rings().bytes + cpu * each);
      Napi::Array row = Napi::Array::New(info.Env());
      row.Set(0u, Napi::Number::New(info.Env(), head->sent));
      for (uint32_t i = 0; i < LOSS_CAUSES; i++) {
        row.Set(i + 1, Napi::Number::New(info.Env(), head->lost[i]));
      }
      list.Set(cpu, row);
    }
    return list;
  }

  /** How many events were lost so far, for whatever cause. */
  Napi::Value lost(const Napi::CallbackInfo& info) {
    const size_t each = size_t{RING_HEAD} + object_->ringBytes() + RING_SLACK;
    double sum = 0;
    for (uint32_t cpu = 0; cpu < object_->cpuCount(); cpu++) {
      const ring* head = reinterpret_cast<ring*>(object_->rings().bytes + cpu * each);
      for (uint32_t i = 0; i < LOSS_CAUSES; i++) sum += head->lost[i];
    }
    return Napi::Number::New(info.Env(), sum);
  }

  /** (list of Uint8Array, list of Uint32Array, function): blocks to fill, and whom to wake. */
  void start(const Napi::CallbackInfo& info) {
    const Napi::Array bytes = info[0].As<Napi::Array>();
    const Napi::Array offsets = info[1].As<Napi::Array>();
    std::vector<Block> blocks;
    for (uint32_t i = 0; i < bytes.Length(); i++) {
      Napi::Uint8Array memory = bytes.Get(i).As<Napi::Uint8Array>();
      Napi::Uint32Array starts = offsets.Get(i).As<Napi::Uint32Array>();
      blocks.push_back({memory.Data(), memory.ByteLength(), starts.Data(), starts.ElementLength()});
    }
    kept_ = Napi::Persistent(info[0].As<Napi::Object>());
    kept_offsets_ = Napi::Persistent(info[1].As<Napi::Object>());
    wake_ = Napi::ThreadSafeFunction::New(info.Env(), info[2].As<Napi::Function>(), "wake", 0, 1);
    waking_ = true;
    Rings rings(object_->rings(), object_->ringBytes(), object_->cpuCount(),
                object_->config()->boot_ns);
    drain_ = std::make_unique<Drain>(std::move(rings), std::move(blocks),
                                     [this] { wake_.NonBlockingCall(); });
  }

  /** The number of a block with events and how many bytes and events, or a negative number. */
  Napi::Value take(const Napi::CallbackInfo& info) {
    const int number = drain_ ? drain_->take() : -2;
    if (number < 0) return Napi::Number::New(info.Env(), number);
    const Block& block = drain_->block(number);
    Napi::Object taken = Napi::Object::New(info.Env());
    taken.Set("number", number);
    taken.Set("count", block.count);
    taken.Set("sizeBytes", static_cast<double>(block.used));
    return taken;
  }

  void release(const Napi::CallbackInfo& info) {
    if (drain_) drain_->release(info[0].As<Napi::Number>());
  }

  void finish(const Napi::CallbackInfo&) {
    if (drain_) drain_->finish();
  }

  void close(const Napi::CallbackInfo&) { shut(); }

  void shut() {
    drain_.reset();
    if (waking_) wake_.Release();
    waking_ = false;
    object_.reset();
  }

  std::unique_ptr<BpfObject> object_;
  std::unique_ptr<Drain> drain_;
  Napi::ThreadSafeFunction wake_;
  bool waking_ = false;
  Napi::ObjectReference kept_;
  Napi::ObjectReference kept_offsets_;
};

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  exports.Set("Probe", Probe::define(env));
  exports.Set("dropCapabilities", Napi::Function::New(env, [](const Napi::CallbackInfo& info) {
                return Napi::Boolean::New(info.Env(), dropCapabilities());
              }));
  return exports;
}

NODE_API_MODULE(chisel_probe, initialize)

}  // namespace chisel
