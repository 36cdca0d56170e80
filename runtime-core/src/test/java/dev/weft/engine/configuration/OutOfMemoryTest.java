package dev.weft.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.configuration.OutOfMemory.Process;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutOfMemoryTest {

    @ParameterizedTest
    @CsvSource({
        "Java heap space, taskmanager.memory.process.size (-ytm)",
        "GC overhead limit exceeded, taskmanager.memory.process.size (-ytm)",
        "Requested array size exceeds VM limit, taskmanager.memory.process.size (-ytm)",
        "Metaspace, taskmanager.memory.jvm-metaspace.size",
        "Compressed class space, taskmanager.memory.jvm-metaspace.size",
        "Cannot reserve 1024 bytes of direct buffer memory (allocated: 1), taskmanager.memory.task.off-heap.size",
        "Direct buffer memory, taskmanager.memory.task.off-heap.size",
        "unable to create native thread: possibly out of memory, limits for processes",
        "something new, taskmanager.memory.process.size (-ytm)",
    })
    void theMemoryThatWasTooSmallIsNamedByItsOwnKey(String message, String advice) {
        assertThat(OutOfMemory.find("# java.lang.OutOfMemoryError: " + message + "\n# more"))
                .hasValueSatisfying(
                        kind -> assertThat(kind.advice(Process.TASKMANAGER)).contains(advice));
    }

    @ParameterizedTest
    @CsvSource({"Java heap space, process.size (-yjm)", "Metaspace, jvm-metaspace.size", "Direct buffer, off-heap.size"
    })
    void theMastersKeysAreItsOwn(String message, String key) {
        assertThat(OutOfMemory.find("java.lang.OutOfMemoryError: " + message)
                        .orElseThrow()
                        .advice(Process.JOBMANAGER))
                .contains("raise jobmanager.memory." + key);
    }

    @ParameterizedTest
    @CsvSource({
        "Java heap space, the heap of this JVM is full at 64 mb: raise -Xmx or keep less on the heap",
        "Metaspace, raise -XX:MaxMetaspaceSize",
        "Direct buffer memory, raise -XX:MaxDirectMemorySize",
        "unable to create native thread, limits for processes",
        "something new, raise -Xmx",
    })
    void aProgramThatRunsItsJobsItselfIsToldOfItsOwnJvm(String message, String advice) {
        assertThat(OutOfMemory.find("java.lang.OutOfMemoryError: " + message)
                        .orElseThrow()
                        .adviceToProgram(64 << 20))
                .contains(advice)
                .doesNotContain("taskmanager", "jobmanager");
    }

    @ParameterizedTest
    @CsvSource({"java.lang.StackOverflowError", "''", "out of memory"})
    void otherTextTellsOfNone(String text) {
        assertThat(OutOfMemory.find(text)).isEmpty();
    }
}
