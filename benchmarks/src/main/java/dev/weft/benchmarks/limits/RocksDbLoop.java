package dev.weft.benchmarks.limits;

import dev.weft.benchmarks.jobs.Keys;
import dev.weft.benchmarks.rocksdb.BareRocksDb;
import dev.weft.engine.types.KeyGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Probe of W7 with plain RocksDB: two threads, each with an empty database and half of the keys, do the gets and puts
 * of the job's records. As for the jobs, the last four fifths are measured.
 */
final class RocksDbLoop {

    private static final int THREADS = 2;
    private static final int LOOK = 1 << 10;
    private static final double WARM_UP = 0.2;
    private static final long MEMORY_BYTES = 128L << 20;

    private final long records;
    private final Keys keys;
    private final int batched;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong checksum = new AtomicLong();
    private final AtomicLong steadyFromNs = new AtomicLong();

    RocksDbLoop(long records, long keys, double exponent, int batched) {
        this.records = records;
        this.keys = new Keys(keys, exponent);
        this.batched = batched;
    }

    String run() throws Exception {
        RocksDB.loadLibrary();
        Path directory = Files.createTempDirectory("weft-limit-");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> halves = new ArrayList<>();
            for (int own = 0; own < THREADS; own++) {
                int thread = own;
                halves.add(threads.submit(() -> half(directory.resolve("half-" + thread), thread)));
            }
            for (Future<?> half : halves) {
                half.get();
            }
            double seconds = (System.nanoTime() - steadyFromNs.get()) / 1e9;
            System.out.printf("checksum %x%n", checksum.get());
            String how = batched == 1 ? "put without a log" : "batches of " + batched + " puts without a log";
            return "bare RocksDB, get and " + how + ", a thread for half of the keys\t"
                    + (1 - WARM_UP) * records / seconds;
        } finally {
            threads.shutdownNow();
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private Void half(Path directory, int own) throws IOException, RocksDBException {
        Files.createDirectory(directory);
        try (BareRocksDb database = new BareRocksDb(directory, MEMORY_BYTES, batched)) {
            half(database, own);
        }
        return null;
    }

    private void half(BareRocksDb database, int own) throws RocksDBException {
        long sum = 0;
        int unseen = 0;
        for (long i = 0; i < records; i++) {
            Long key = keys.at(i);
            int hash = database.hash(key);
            if (KeyGroups.groupOf(hash, THREADS) == own) {
                sum += database.touch(key, hash);
                if (++unseen == LOOK) {
                    count(unseen);
                    unseen = 0;
                }
            }
        }
        checksum.addAndGet(sum);
    }

    private void count(int more) {
        if (done.addAndGet(more) >= WARM_UP * records) {
            steadyFromNs.compareAndSet(0, System.nanoTime());
        }
    }
}
