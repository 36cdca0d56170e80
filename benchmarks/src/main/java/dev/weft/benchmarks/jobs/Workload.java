package dev.weft.benchmarks.jobs;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Main class of the programs: runs one workload, {@code Workload NAME RECORDS}, and prints its accumulators as one line
 * that begins with {@code RESULT}. The job with much state is submitted detached and has no result.
 */
public final class Workload {

    private static final String RESULT = "RESULT ";

    private Workload() {}

    public static void main(String[] args) throws Exception {
        String name = args[0];
        long records = Long.parseLong(args[1]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        switch (name) {
            case "GEN" -> Shuffles.generatorOnly(environment, records);
            case "W2" -> Chains.chain(environment, records);
            case "W3", "W4" -> Shuffles.keyed(environment, records);
            case "W5" -> WordCounts.count(environment, records);
            case "W6" -> Counting.countPerKey(environment, records, Long.parseLong(args[2]));
            case "W7" ->
                Counting.updateBytes(environment, records, Long.parseLong(args[2]), Double.parseDouble(args[3]));
            case "W8" -> Windows.sums(environment, records, args[2]);
            case "W9" -> Latency.slidingCounts(environment, records, Long.parseLong(args[2]));
            case "KAFKA" -> KafkaWindows.sums(environment, records, args[2], args[3]);
            case "STATE" ->
                LargeState.change(environment, records, Long.parseLong(args[2]), Long.parseLong(args[3]), args[4]);
            default -> throw new IllegalArgumentException("unknown workload " + name);
        }
        JobExecutionResult result = environment.execute(name);
        if (!name.equals("STATE")) {
            System.out.println(RESULT + json(result.getAllAccumulatorResults()));
        }
    }

    private static String json(Map<String, Object> accumulators) {
        List<String> fields = new ArrayList<>();
        new TreeMap<>(accumulators).forEach((name, value) -> fields.add('"' + name + "\":" + number(value)));
        return fields.stream().collect(Collectors.joining(",", "{", "}"));
    }

    /** A number, or several as an array. */
    private static String number(Object value) {
        if (value instanceof long[] numbers) {
            return Arrays.toString(numbers).replace(" ", "");
        }
        return value.toString().replace(" ", "");
    }
}
