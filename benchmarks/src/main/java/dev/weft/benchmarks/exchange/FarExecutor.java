package dev.weft.benchmarks.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The second process of the benchmark, with the consumer and the bare reader. Reads commands as lines and answers each
 * with a line; ends with its input.
 */
public final class FarExecutor {

    private final Map<Way, TaskEngine> engines = new EnumMap<>(Way.class);
    private TwoTasks<?> job;
    private BareReader reader;

    private FarExecutor() {}

    /** Commands come on standard input, the first line is the secret. */
    public static void main(String[] args) throws Exception {
        FarExecutor far = new FarExecutor();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Secret secret = Secret.of(HexFormat.of().parseHex(in.readLine()));
        for (Way way : Way.values()) {
            far.engines.put(way, way.engine(secret));
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(far.answer(line.split(" ")));
        }
        System.exit(0);
    }

    private String answer(String[] command) throws Exception {
        switch (command[0]) {
            case "port" -> {
                return "" + engines.get(Way.valueOf(command[1])).dataPort();
            }
            case "consume" -> {
                TaskEngine engine = engines.get(Way.valueOf(command[1]));
                job = Load.valueOf(command[2])
                        .tasks(
                                JobID.fromHexString(command[3]),
                                List.of(
                                        TwoTasks.address(0, Integer.parseInt(command[4])),
                                        TwoTasks.address(1, engine.dataPort())));
                job.startConsumer(engine);
                return "consuming";
            }
            case "consumed" -> {
                return job.records() + " " + job.bytes() + ";"
                        + ProcessTimes.now().format();
            }
            case "read" -> {
                reader = new BareReader();
                return "" + reader.port();
            }
            case "readen" -> {
                return "0 " + reader.bytes() + ";" + ProcessTimes.now().format();
            }
            case "stop" -> {
                if (job != null) {
                    job.close();
                    job = null;
                }
                if (reader != null) {
                    reader.close();
                    reader = null;
                }
                return "stopped";
            }
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
    }
}
