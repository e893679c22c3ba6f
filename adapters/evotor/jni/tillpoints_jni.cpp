// The border between Java and the C interface. Texts are byte arrays of UTF-8: the strings of JNI are in a
// form of their own, in which a character beyond the basic plane and the zero are other bytes.
#include <jni.h>

#include <bit>
#include <cstdint>
#include <string>

#include "adapters/evotor/jni/attached.hpp"
#include "adapters/evotor/jni/plugin.hpp"

namespace tillpoints::evotor {
namespace {

jclass engine_class = nullptr;
jmethodID replied = nullptr;

std::string text_of(JNIEnv* env, jbyteArray bytes) {
    const jsize size = bytes == nullptr ? 0 : env->GetArrayLength(bytes);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (size > 0) env->GetByteArrayRegion(bytes, 0, size, reinterpret_cast<jbyte*>(text.data()));
    return text;
}

/// Null where Java has no memory; the exception is pending then.
jbyteArray bytes_of(JNIEnv* env, const char* data, std::size_t size) {
    const auto length = static_cast<jsize>(size);
    jbyteArray bytes = env->NewByteArray(length);
    if (bytes != nullptr) env->SetByteArrayRegion(bytes, 0, length, reinterpret_cast<const jbyte*>(data));
    return bytes;
}

/// Java has 64 bits for what is a pointer here.
template <class Pointer>
Pointer pointer_of(jlong number) {
    return std::bit_cast<Pointer>(static_cast<std::intptr_t>(number));
}

template <class Pointer>
jlong number_of(Pointer pointer) {
    return static_cast<jlong>(std::bit_cast<std::intptr_t>(pointer));
}

/// On the plugin's thread. The ticket is the pointer itself. Nothing may be pending when the plugin goes on.
void take_reply(void* user, tillpoints_text reply) {
    JNIEnv* env = attached();
    if (env == nullptr) return;
    if (env->PushLocalFrame(4) == 0) {
        jbyteArray bytes = bytes_of(env, reply.data, reply.size);
        if (env->ExceptionCheck()) env->ExceptionClear();
        env->CallStaticVoidMethod(engine_class, replied, number_of(user), bytes);
        env->PopLocalFrame(nullptr);
    }
    if (env->ExceptionCheck()) env->ExceptionClear();
}

/// What a function answers if it fails inside: no C++ exception may cross into the machine.
template <class Answer, class Work>
Answer guarded(Answer otherwise, Work work) {
    try {
        return work();
    } catch (...) {
        return otherwise;
    }
}

Plugin* plugin_of(jlong handle) {
    return pointer_of<Plugin*>(handle);
}

jlong JNICALL open_plugin(JNIEnv* env, jclass, jbyteArray library, jbyteArray configuration,
                          jobjectArray report) {
    return guarded<jlong>(0, [&]() -> jlong {
        std::string problem;
        auto plugin = Plugin::open(text_of(env, library), text_of(env, configuration), problem);
        if (plugin) return number_of(plugin.release());
        if (jbyteArray bytes = bytes_of(env, problem.data(), problem.size()))
            env->SetObjectArrayElement(report, 0, bytes);
        return 0;
    });
}

/// A ticket is an id that fits a pointer; on 32 bits the Java side counts far less than 2^31 events in one
/// life.
jint JNICALL submit_event(JNIEnv* env, jclass, jlong handle, jbyteArray event, jint deadline_ms,
                          jlong ticket) {
    return guarded<jint>(TILLPOINTS_INTERNAL, [&]() -> jint {
        const auto text = text_of(env, event);
        return plugin_of(handle)->submit({text.data(), text.size()}, static_cast<std::uint32_t>(deadline_ms),
                                         take_reply, pointer_of<void*>(ticket));
    });
}

jbyteArray JNICALL plugin_status(JNIEnv* env, jclass, jlong handle) {
    return guarded<jbyteArray>(nullptr, [&]() -> jbyteArray {
        const auto report = plugin_of(handle)->status();
        return bytes_of(env, report.data(), report.size());
    });
}

void JNICALL close_plugin(JNIEnv*, jclass, jlong handle) {
    delete plugin_of(handle);
}

template <class Function>
JNINativeMethod method(const char* name, const char* signature, Function* function) {
    return {const_cast<char*>(name), const_cast<char*>(signature), reinterpret_cast<void*>(function)};
}

}  // namespace
}  // namespace tillpoints::evotor

extern "C" __attribute__((visibility("default"))) jint JNICALL JNI_OnLoad(JavaVM* machine, void*) {
    using namespace tillpoints::evotor;
    void* environment = nullptr;
    if (!remember(machine) || machine->GetEnv(&environment, JNI_VERSION_1_6) != JNI_OK) return JNI_ERR;
    auto* env = static_cast<JNIEnv*>(environment);
    jclass found = env->FindClass("tillpoints/evotor/engine/JniEngine");
    if (found == nullptr) return JNI_ERR;
    // The plugin's thread has the system's class loader, which does not know an application's classes.
    engine_class = static_cast<jclass>(env->NewGlobalRef(found));
    replied = env->GetStaticMethodID(engine_class, "replied", "(J[B)V");
    const JNINativeMethod methods[] = {
        method("open", "([B[B[[B)J", open_plugin), method("submit", "(J[BIJ)I", submit_event),
        method("status", "(J)[B", plugin_status), method("close", "(J)V", close_plugin)};
    if (replied == nullptr || env->RegisterNatives(engine_class, methods, 4) != 0) return JNI_ERR;
    return JNI_VERSION_1_6;
}
