package dev.weft.engine.configuration;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of {@code OutOfMemoryError}, with advice for each. The JVM's message tells which of its memories was too
 * small.
 */
public enum OutOfMemory {
    HEAP("heap space|GC overhead limit|array size"),
    METASPACE("Metaspace|Compressed class space"),
    DIRECT("direct buffer"),
    THREADS("native thread"),
    OTHER("");

    private static final String NO_MORE_THREADS =
            "the node lets it start no more threads: use fewer threads, or raise the node's limits for processes and"
                    + " memory";

    private static final Pattern MESSAGE = Pattern.compile("java\\.lang\\.OutOfMemoryError: *([^\\r\\n]*)");

    private final Pattern words;

    OutOfMemory(String words) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** The two kinds of process. */
    public enum Process {
        JOBMANAGER("-yjm"),
        TASKMANAGER("-ytm");

        private final String option;

        Process(String option) {
            this.option = option;
        }

        /** The key of the option for the size of the whole process. */
        public String size() {
            return key("process.size") + " (" + option + ")";
        }

        /** The key of the option for a part of the memory. */
        public String key(String part) {
            return name().toLowerCase(Locale.ROOT) + ".memory." + part;
        }
    }

    /** Finds the kind of out-of-memory error in a JVM's text, e.g. its output or a stack trace; empty if there is none. */
    public static Optional<OutOfMemory> find(String text) {
        Matcher matcher = MESSAGE.matcher(text);
        return matcher.find() ? Optional.of(of(matcher.group(1))) : Optional.empty();
    }

    /** The JVM's own line about the error; empty if the text has none. */
    public static Optional<String> jvmMessage(String text) {
        Matcher matcher = MESSAGE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group().strip()) : Optional.empty();
    }

    private static OutOfMemory of(String message) {
        for (OutOfMemory kind : values()) {
            if (kind.words.matcher(message).find()) {
                return kind;
            }
        }
        return OTHER;
    }

    /** The advice to the user, as the second half of a sentence. */
    public String advice(Process process) {
        return switch (this) {
            case HEAP -> "its JVM heap is full: raise " + process.size() + " or keep less on the heap";
            case METASPACE -> "its classes need more room: raise " + process.key("jvm-metaspace.size");
            case DIRECT ->
                "it asked for more direct buffers than it may have: raise "
                        + process.key(process == Process.JOBMANAGER ? "off-heap.size" : "task.off-heap.size");
            case THREADS -> NO_MORE_THREADS;
            case OTHER -> "raise " + process.size();
        };
    }

    /**
     * The advice where jobs run in the program's own process, as the second half of a sentence.
     *
     * @param heapBytes the most that its heap may take
     */
    public String adviceToProgram(long heapBytes) {
        return switch (this) {
            case HEAP ->
                "the heap of this JVM is full at " + MemoryText.about(heapBytes)
                        + ": raise -Xmx or keep less on the heap";
            case METASPACE -> "the classes of this JVM need more room: raise -XX:MaxMetaspaceSize";
            case DIRECT -> "it asked for more direct buffers than this JVM may have: raise -XX:MaxDirectMemorySize";
            case THREADS -> NO_MORE_THREADS;
            case OTHER -> "the heap of this JVM may take " + MemoryText.about(heapBytes) + ": raise -Xmx";
        };
    }
}
