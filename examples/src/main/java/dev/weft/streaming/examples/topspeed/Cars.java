package dev.weft.streaming.examples.topspeed;

import dev.weft.connector.datagen.source.GeneratorFunction;

/** Cars that go slower and faster in waves, each reporting ten times a second. */
record Cars(int cars) implements GeneratorFunction<Long, CarReport> {
    private static final long START = 1_700_000_000_000L;
    private static final int STEP_MS = 100;

    @Override
    public CarReport map(Long index) {
        int car = (int) (index % cars);
        long step = index / cars;
        double seconds = step * STEP_MS / 1000.0;
        double wave = 0.1 + 0.02 * car;
        double speed = 60 + 50 * Math.sin(wave * seconds);
        double distance = (60 * seconds + 50 / wave * (1 - Math.cos(wave * seconds))) / 3.6;
        return new CarReport(car, (int) Math.round(speed), distance, START + step * STEP_MS);
    }
}
