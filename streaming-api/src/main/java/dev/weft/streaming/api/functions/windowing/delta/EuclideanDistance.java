package dev.weft.streaming.api.functions.windowing.delta;

import dev.weft.streaming.api.functions.windowing.delta.extractor.Extractor;

/** The straight distance of two points. */
public class EuclideanDistance<DATA> extends ExtractionAwareDeltaFunction<DATA, double[]> {
    private static final long serialVersionUID = 1L;

    public EuclideanDistance() {
        super(null);
    }

    /** The straight distance between the vectors that the extractor gives. */
    public EuclideanDistance(Extractor<DATA, double[]> converter) {
        super(converter);
    }

    @Override
    public double getNestedDelta(double[] oldDataPoint, double[] newDataPoint) {
        double squares = 0;
        for (int i = 0; i < oldDataPoint.length; i++) {
            double difference = oldDataPoint[i] - newDataPoint[i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
