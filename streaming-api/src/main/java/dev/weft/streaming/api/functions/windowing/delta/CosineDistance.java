package dev.weft.streaming.api.functions.windowing.delta;

import dev.weft.streaming.api.functions.windowing.delta.extractor.Extractor;

/** One minus the cosine of the angle between two vectors: 0 when they point the same way, 2 when opposite ways. */
public class CosineDistance<DATA> extends ExtractionAwareDeltaFunction<DATA, double[]> {
    private static final long serialVersionUID = 1L;

    public CosineDistance() {
        super(null);
    }

    /** One less the cosine of the angle between the vectors that the extractor gives. */
    public CosineDistance(Extractor<DATA, double[]> converter) {
        super(converter);
    }

    /** A vector of length zero has no direction; two that are equal have distance 0. */
    @Override
    public double getNestedDelta(double[] oldDataPoint, double[] newDataPoint) {
        double product = 0;
        double oldSquares = 0;
        double newSquares = 0;
        boolean equal = true;
        for (int i = 0; i < oldDataPoint.length; i++) {
            product += oldDataPoint[i] * newDataPoint[i];
            oldSquares += oldDataPoint[i] * oldDataPoint[i];
            newSquares += newDataPoint[i] * newDataPoint[i];
            equal &= oldDataPoint[i] == newDataPoint[i];
        }
        if (equal) {
            return 0;
        }
        if (oldSquares == 0 || newSquares == 0) {
            return 1;
        }
        return 1 - product / (Math.sqrt(oldSquares) * Math.sqrt(newSquares));
    }
}
