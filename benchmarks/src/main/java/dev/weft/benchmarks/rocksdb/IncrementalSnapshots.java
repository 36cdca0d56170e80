package dev.weft.benchmarks.rocksdb;

import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.checkpoint.SnapshotSettings;
import dev.weft.engine.checkpoint.SnapshotStores;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.state.rocksdb.RocksDbBackend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Benchmark of incremental snapshots: one thread raises counters of random keys for a while without snapshots, then with
 * one every few seconds that another thread stores, several times in turn. Prints what snapshots cost in records a second,
 * how long each stops the thread, and how much each stores.
 */
public final class IncrementalSnapshots {

    private static final MemorySize MEMORY = MemorySize.ofMebiBytes(128);
    private static final ExecutionAttemptId WRITER =
            new ExecutionAttemptId(new VertexId("00000000000000000000000000000001"), 0, 0, 1);
    /** Upper bounds of the histogram's classes. */
    private static final long[] BOUNDS_MS = {1, 2, 5, 10, 20, 50, 100, 200, 500, Long.MAX_VALUE};

    private static final int BETWEEN_LOOKS = 64;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final BackendState state;
    private final Path directory;
    private final long keys;
    private final KeySequence random;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final long[] stops = new long[BOUNDS_MS.length];
    private final long[] work = new long[BOUNDS_MS.length];
    private final long[] waits = new long[BOUNDS_MS.length];
    private final List<Long> storedMb = new ArrayList<>();
    private int portable;
    private long checkpoint;
    private OptionalLong base = OptionalLong.empty();
    private Future<KeyedPiece> written;
    private KeyedSnapshot open;
    private long storedBytes;

    private IncrementalSnapshots(BackendState state, Path directory, long keys) {
        this.state = state;
        this.directory = directory;
        this.keys = keys;
        this.random = new KeySequence(keys, 0, 7);
    }

    /** Arguments: number of keys, seconds of a round, seconds between snapshots, rounds with and without. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("weft-benchmark-");
        Configuration settings = new Configuration()
                .set(RocksDbOptions.FIXED_PER_SLOT, MEMORY)
                .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        try (BackendState state = new BackendState(new RocksDbBackend(), directory, settings)) {
            new IncrementalSnapshots(state, directory, Long.parseLong(args[0]))
                    .run(Integer.parseInt(args[1]), Double.parseDouble(args[2]), Integer.parseInt(args[3]));
        } finally {
            Directories.delete(directory);
        }
    }

    private void run(int seconds, double interval, int rounds) throws Exception {
        for (long key = 0; key < keys; key++) {
            touch(key);
        }
        snapshot();
        finish();
        System.out.printf("%d keys of 100 bytes; the first snapshot stored %d MB%n", keys, storedMb.remove(0));
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            without.add(rate(seconds, Double.POSITIVE_INFINITY));
            with.add(rate(seconds, interval));
            System.out.printf(
                    "round %d: %.0f records/s without snapshots, %.0f with one every %s s: %.1f %%%n",
                    round + 1,
                    without.get(round),
                    with.get(round),
                    interval,
                    100 * with.get(round) / without.get(round));
        }
        finish();
        writer.shutdown();
        print("stops for a snapshot", stops);
        print("processor time of these stops, which is less when others use the machine", work);
        print("64 records that took longer than 1 ms, in rounds with snapshots", waits);
        System.out.println("stored by each snapshot, MB: " + storedMb + "; in the portable format: " + portable);
    }

    private void touch(long key) throws Exception {
        Long boxed = key;
        state.touch(boxed, state.hash(boxed));
    }

    private double rate(int seconds, double interval) throws Exception {
        long begunNs = System.nanoTime();
        long endNs = begunNs + seconds * 1_000_000_000L;
        double nextNs = begunNs + interval * 1e9;
        long records = 0;
        long nowNs = begunNs;
        while (nowNs < endNs) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                touch(random.next());
            }
            records += BETWEEN_LOOKS;
            state.runActions();
            long beforeNs = nowNs;
            nowNs = System.nanoTime();
            if (interval < Double.POSITIVE_INFINITY && nowNs - beforeNs > 1_000_000) {
                waits[classOf(nowNs - beforeNs)]++;
            }
            if (nowNs >= nextNs && (written == null || written.isDone())) {
                snapshot();
                nowNs = System.nanoTime();
                nextNs += interval * 1e9;
            }
        }
        return records * 1e9 / (System.nanoTime() - begunNs);
    }

    private void snapshot() throws Exception {
        finish();
        long id = ++checkpoint;
        long begunNs = System.nanoTime();
        long begunCpuNs = THREADS.getCurrentThreadCpuTime();
        KeyedSnapshot taken = state.snapshot(new SnapshotOrder(id, false, base));
        if (base.isPresent()) {
            stops[classOf(System.nanoTime() - begunNs)]++;
            work[classOf(THREADS.getCurrentThreadCpuTime() - begunCpuNs)]++;
        }
        open = taken;
        written = writer.submit(() -> store(taken, id));
    }

    private KeyedPiece store(KeyedSnapshot snapshot, long id) throws IOException {
        Path own = directory.resolve("checkpoints/chk-" + id);
        CheckpointRequest request = new CheckpointRequest(
                id,
                0,
                CheckpointRequest.Kind.CHECKPOINT,
                CheckpointRequest.Alignment.ALIGNED,
                CheckpointRequest.NEVER,
                CheckpointRequest.Next.GO_ON,
                own.toUri().toString(),
                OptionalLong.empty());
        SnapshotStore store = SnapshotStores.of(request, new SnapshotSettings(20_000, false), WRITER);
        KeyedPiece piece = snapshot.write(store);
        SnapshotStores.complete(store);
        return piece;
    }

    private void finish() throws Exception {
        if (written == null) {
            return;
        }
        while (!written.isDone()) {
            state.runActions();
            Thread.onSpinWait();
        }
        KeyedPiece piece = written.get();
        open.close();
        written = null;
        portable += piece.format().equals(KeyedPiece.PORTABLE) ? 1 : 0;
        base = OptionalLong.of(checkpoint);
        long all;
        try (var files = Files.walk(directory.resolve("checkpoints"))) {
            all = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        storedMb.add(all - storedBytes >> 20);
        storedBytes = all;
        removeUnnamed(piece);
    }

    /** As the JobMaster does when the checkpoint is complete. */
    private void removeUnnamed(KeyedPiece latest) throws IOException {
        List<String> named = latest.bytes().stream().map(StoredBytes::toString).toList();
        try (var files = Files.walk(directory.resolve("checkpoints"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (named.stream().noneMatch(bytes -> bytes.endsWith(file.toString()))) {
                    storedBytes -= Files.size(file);
                    Files.delete(file);
                }
            }
        }
    }

    private static int classOf(long ns) {
        int at = 0;
        while (ns > BOUNDS_MS[at] * 1_000_000.0) {
            at++;
        }
        return at;
    }

    private static void print(String what, long[] counts) {
        System.out.println(what + ":");
        for (int i = 0; i < counts.length; i++) {
            String upTo = BOUNDS_MS[i] == Long.MAX_VALUE ? "more" : "up to " + BOUNDS_MS[i] + " ms";
            System.out.printf("  %-12s %d%n", upTo, counts[i]);
        }
    }
}
