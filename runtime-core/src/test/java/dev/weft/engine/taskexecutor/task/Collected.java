package dev.weft.engine.taskexecutor.task;

import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink function whose results the test reads, found by a number after serialization. */
final class Collected<T> implements SinkFunction<T> {

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Map<Integer, List<Object>> RESULTS = new ConcurrentHashMap<>();

    private final int number = NEXT.incrementAndGet();

    Collected() {
        RESULTS.put(number, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public void invoke(T value, Context context) {
        RESULTS.get(number).add(value);
    }

    List<Object> results() {
        return RESULTS.get(number);
    }
}
