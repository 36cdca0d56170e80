package dev.weft.benchmarks.exchange;

import com.sun.management.ThreadMXBean;
import dev.weft.api.common.JobID;
import dev.weft.engine.common.Machine;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.Transport;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Benchmark of a keyed exchange between two slots of one executor: records per second, bytes allocated per record by
 * all threads, and a proof that no serializer is called beyond the first record of a channel, by a type whose
 * serializer throws.
 */
public final class LocalExchange {

    private static final long WARM_UP_MS = 2000;
    private static final long MEASURE_MS = 1000;
    private static final int RECORD_BYTES = 32;

    private LocalExchange() {}

    /** @param args how many runs, 5 if none is given */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        double[] speeds = new double[runs];
        double[] allocated = new double[runs];
        try (TaskEngine engine = new ThreadedTaskEngine(
                        new TaskEngineSettings(ExchangeSettings.local(Secret.random()), "localhost"),
                        Machine.system(),
                        Transport.tcp(),
                        message -> {});
                TwoTasks<Handed> job = new TwoTasks<>(
                        new JobID(),
                        List.of(TwoTasks.address(0, engine.dataPort())),
                        new Handed.Source(),
                        new HandedType(),
                        Handed::key)) {
            job.startProducer(engine);
            job.startConsumer(engine);
            Thread.sleep(WARM_UP_MS);
            for (int run = 0; run < runs; run++) {
                long recordsBefore = job.records();
                long bytesBefore = allocatedBytes();
                long begin = System.nanoTime();
                Thread.sleep(MEASURE_MS);
                long records = job.records() - recordsBefore;
                speeds[run] = records * 1e3 / (System.nanoTime() - begin);
                allocated[run] = (double) (allocatedBytes() - bytesBefore) / records;
            }
            if (job.bytes() != 0) {
                throw new IllegalStateException(job.bytes() + " bytes went over the network");
            }
        }
        line("keyBy inside an executor", "M records/s", speeds);
        line("allocated a record, of which " + RECORD_BYTES + " are the record", "bytes", allocated);
        System.out.println("serializer calls: one a channel (the type's serializer throws when it is called for more)");
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(b -> b > 0)
                .sum();
    }

    private static void line(String what, String unit, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-46s median %7.1f  min %7.1f  max %7.1f  %s%n",
                what, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], unit);
    }
}
