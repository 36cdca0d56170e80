package dev.weft.streaming.api.functions.windowing.delta;

import dev.weft.streaming.api.functions.windowing.delta.extractor.Extractor;

/** Compares a part of the elements; without an extractor the elements themselves. */
public abstract class ExtractionAwareDeltaFunction<DATA, TO> implements DeltaFunction<DATA> {
    private static final long serialVersionUID = 1L;

    private final Extractor<DATA, TO> converter;

    /** @param converter null when elements are compared as they are */
    public ExtractionAwareDeltaFunction(Extractor<DATA, TO> converter) {
        this.converter = converter;
    }

    @Override
    public double getDelta(DATA oldDataPoint, DATA newDataPoint) {
        return getNestedDelta(part(oldDataPoint), part(newDataPoint));
    }

    @SuppressWarnings("unchecked") // without an extractor the part is the element
    private TO part(DATA element) {
        return converter == null ? (TO) element : converter.extract(element);
    }

    /** How far the new extracted value is from the old one. */
    public abstract double getNestedDelta(TO oldDataPoint, TO newDataPoint);
}
