package dev.weft.playground;

import dev.weft.api.common.functions.AggregateFunction;

/** Counts clicks. */
final class ClickCounter implements AggregateFunction<ClickEvent, Long, Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
        return 0L;
    }

    @Override
    public Long add(ClickEvent click, Long count) {
        return count + 1;
    }

    @Override
    public Long getResult(Long count) {
        return count;
    }

    @Override
    public Long merge(Long one, Long other) {
        return one + other;
    }
}
