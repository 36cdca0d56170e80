package dev.weft.streaming.api.functions.sink;

import java.io.PrintStream;
import java.io.Serializable;
import java.util.Objects;

/** Where a printing sink writes and what its lines start with. */
record PrintTarget(String identifier, boolean standardError) implements Serializable {
    PrintTarget {
        Objects.requireNonNull(identifier, "identifier");
    }

    PrintStream stream() {
        return standardError ? System.err : System.out;
    }

    String prefix(int subtask, int parallelism) {
        String number = parallelism > 1 ? String.valueOf(subtask + 1) : "";
        String separator = identifier.isEmpty() || number.isEmpty() ? "" : ":";
        String start = identifier + separator + number;
        return start.isEmpty() ? "" : start + "> ";
    }

    String label() {
        return "Print to " + (standardError ? "System.err" : "System.out");
    }
}
