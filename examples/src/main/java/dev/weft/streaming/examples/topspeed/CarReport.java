package dev.weft.streaming.examples.topspeed;

/**
 * What a car tells about itself.
 *
 * @param car its number
 * @param speed in kilometres an hour
 * @param distance since it started, in metres
 * @param time in milliseconds since the epoch
 */
public record CarReport(int car, int speed, double distance, long time) {

    /** Reads what {@link #toString} writes: {@code (car,speed,distance,time)}. */
    static CarReport parse(String line) {
        try {
            String[] parts = line.substring(1, line.length() - 1).split(",");
            return new CarReport(
                    Integer.parseInt(parts[0].strip()),
                    Integer.parseInt(parts[1].strip()),
                    Double.parseDouble(parts[2].strip()),
                    Long.parseLong(parts[3].strip()));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "'" + line + "' is not a line such as (1,50,12.5,1700000000000): car, km/h, metres, milliseconds",
                    e);
        }
    }

    @Override
    public String toString() {
        return "(" + car + "," + speed + "," + distance + "," + time + ")";
    }
}
