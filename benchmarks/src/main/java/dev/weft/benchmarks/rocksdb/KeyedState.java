package dev.weft.benchmarks.rocksdb;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.state.rocksdb.RocksDbBackend;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark of keyed state with 100 bytes per key, first every key once, then in random order: the backend with and
 * without its object cache, and plain RocksDB with the same memory. Prints records per second, and microseconds of CPU
 * time per record over all threads.
 */
public final class KeyedState {

    private static final int RUN = 64;
    private static final long MEMORY_BYTES = 128L << 20;

    private KeyedState() {}

    private interface Maker {
        Contender make(Path directory) throws Exception;
    }

    private record Entrant(String name, Maker maker) {}

    /** Arguments: keys, records, exponent of Zipf's law (0: uniform), rounds, names of those who take part (default: all). */
    public static void main(String[] args) throws Exception {
        long keys = Long.parseLong(args[0]);
        long records = Long.parseLong(args[1]);
        double exponent = Double.parseDouble(args[2]);
        int rounds = Integer.parseInt(args[3]);
        List<Entrant> entrants = List.of(
                new Entrant("backend", directory -> backend(directory, new Configuration())),
                new Entrant(
                        "backend-without-objects",
                        directory -> backend(
                                directory, new Configuration().set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO))),
                new Entrant("bare-get-put", directory -> new BareRocksDb(directory, MEMORY_BYTES, 1)),
                new Entrant("bare-get-batch-of-500", directory -> new BareRocksDb(directory, MEMORY_BYTES, 500)));
        List<String> wanted = List.of(args).subList(4, args.length);
        System.out.printf("%-26s %24s %24s%n", "", "first touch", "random touch");
        System.out.printf("%-26s %12s %11s %12s %11s%n", "", "records/s", "CPU us", "records/s", "CPU us");
        for (int round = 0; round < rounds; round++) {
            for (Entrant entrant : entrants) {
                if (wanted.isEmpty() || wanted.contains(entrant.name())) {
                    run(entrant, keys, records, new KeySequence(keys, exponent, 42));
                }
            }
        }
    }

    private static Contender backend(Path directory, Configuration configuration) throws Exception {
        configuration.set(RocksDbOptions.FIXED_PER_SLOT, new MemorySize(MEMORY_BYTES));
        return new BackendState(new RocksDbBackend(), directory, configuration);
    }

    private static void run(Entrant entrant, long keys, long records, KeySequence sequence) throws Exception {
        Path directory = Files.createTempDirectory("weft-benchmark-");
        try (Contender contender = entrant.maker().make(directory)) {
            long[] checksum = new long[1];
            Pace first = pace(contender, keys, new Keys(checksum) {
                private long next;

                @Override
                long next() {
                    return next++;
                }
            });
            Pace random = pace(contender, records, new Keys(checksum) {
                @Override
                long next() {
                    return sequence.next();
                }
            });
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %12.0f %11.2f %12.0f %11.2f   checksum %d%n",
                    entrant.name(),
                    first.perSecond(),
                    first.processorUs(),
                    random.perSecond(),
                    random.processorUs(),
                    checksum[0]);
        } finally {
            Directories.delete(directory);
        }
    }

    private abstract static class Keys {
        final long[] checksum;

        Keys(long[] checksum) {
            this.checksum = checksum;
        }

        abstract long next();
    }

    private record Pace(double perSecond, double processorUs) {}

    private static Pace pace(Contender contender, long records, Keys keys) throws Exception {
        Object[] run = new Object[RUN];
        int[] hashes = new int[RUN];
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processorBegin = system.getProcessCpuTime();
        long begin = System.nanoTime();
        for (long done = 0; done < records; done += RUN) {
            for (int i = 0; i < RUN; i++) {
                run[i] = keys.next();
                hashes[i] = contender.hash(run[i]);
            }
            contender.expect(run, hashes, RUN);
            for (int i = 0; i < RUN; i++) {
                keys.checksum[0] += contender.touch(run[i], hashes[i]);
            }
        }
        return new Pace(
                records * 1e9 / (System.nanoTime() - begin),
                (system.getProcessCpuTime() - processorBegin) / 1e3 / records);
    }
}
