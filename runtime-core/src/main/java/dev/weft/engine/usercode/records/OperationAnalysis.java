package dev.weft.engine.usercode.records;

import dev.weft.engine.usercode.records.CallAnalysis.Called;
import dev.weft.program.Operation;
import java.util.List;
import java.util.function.Predicate;

/** Applies the escape analysis to operations: finds the entry methods of an operation's function and asks about flat records of one class. Unknown operations get the worst answer. */
final class OperationAnalysis {

    private static final String COLLECTOR = "Ldev/weft/util/Collector;";
    private static final String FUNCTIONS = "Ldev/weft/streaming/api/functions/";
    private static final int NO_COLLECTOR = -1;

    private final Class<?> record;

    /** @param record a class whose fields are all of immutable types */
    OperationAnalysis(Class<?> record) {
        this.record = record;
    }

    /**
     * A method of a function that the engine calls.
     *
     * @param collector how many slots after the first parameter's the collector comes, or {@link #NO_COLLECTOR}
     */
    private record Entry(Object function, String name, String descriptor, int collector) {}

    /** The entry methods through which records come in and go out, the one with the input first; empty for unknown operations. */
    private static List<Entry> entries(Operation operation) {
        if (operation instanceof Operation.Map map) {
            return List.of(new Entry(map.function(), "map", "(Ljava/lang/Object;)Ljava/lang/Object;", NO_COLLECTOR));
        }
        if (operation instanceof Operation.FlatMap map) {
            return List.of(new Entry(map.function(), "flatMap", "(Ljava/lang/Object;" + COLLECTOR + ")V", 1));
        }
        if (operation instanceof Operation.Process process) {
            return processing(process.function(), "ProcessFunction");
        }
        if (operation instanceof Operation.KeyedProcess process) {
            return processing(process.function(), "KeyedProcessFunction");
        }
        if (operation instanceof Operation.SinkFunctionCall sink) {
            String descriptor = "(Ljava/lang/Object;" + FUNCTIONS + "sink/SinkFunction$Context;)V";
            return List.of(new Entry(sink.function(), "invoke", descriptor, NO_COLLECTOR));
        }
        return List.of();
    }

    private static List<Entry> processing(Object function, String type) {
        String context = FUNCTIONS + type;
        return List.of(
                new Entry(
                        function,
                        "processElement",
                        "(Ljava/lang/Object;" + context + "$Context;" + COLLECTOR + ")V",
                        2),
                new Entry(function, "onTimer", "(J" + context + "$OnTimerContext;" + COLLECTOR + ")V", 3));
    }

    /** Whether the operation emits only new records of exactly the class, and keeps no reference to them. */
    boolean givesUp(Operation operation) {
        List<Entry> entries = entries(operation);
        return !entries.isEmpty()
                && entries.stream()
                        .allMatch(entry -> holds(
                                entry,
                                called -> entry.collector() == NO_COLLECTOR
                                        ? called.returnsWhatItMakes(record)
                                        : called.collectsWhatItMakes(entry.collector(), record)));
    }

    /** Whether the operation only reads its input records: no write, no escape, no emission. */
    boolean onlyReads(Operation operation) {
        return entries(operation).stream().limit(1).anyMatch(entry -> holds(entry, Called::onlyReadsFirst));
    }

    private boolean holds(Entry entry, Predicate<Called> claim) {
        Object function = entry.function();
        return new CallAnalysis(function.getClass().getClassLoader(), record)
                .called(function, entry.name(), entry.descriptor())
                .filter(claim)
                .isPresent();
    }
}
