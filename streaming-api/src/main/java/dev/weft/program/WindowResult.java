package dev.weft.program;

import dev.weft.streaming.api.functions.windowing.AllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessAllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import java.io.Serializable;
import java.util.Objects;

/** What is done with the contents of a window that fires. */
public sealed interface WindowResult extends Serializable {
    /** It is emitted as it is. */
    record AsIs() implements WindowResult {}

    record Apply(WindowFunction<?, ?, ?, ?> function) implements WindowResult {
        public Apply {
            Objects.requireNonNull(function, "function");
        }
    }

    record Process(ProcessWindowFunction<?, ?, ?, ?> function) implements WindowResult {
        public Process {
            Objects.requireNonNull(function, "function");
        }
    }

    record ApplyAll(AllWindowFunction<?, ?, ?> function) implements WindowResult {
        public ApplyAll {
            Objects.requireNonNull(function, "function");
        }
    }

    record ProcessAll(ProcessAllWindowFunction<?, ?, ?> function) implements WindowResult {
        public ProcessAll {
            Objects.requireNonNull(function, "function");
        }
    }
}
