package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples CPU time and memory of one application's JVMs from {@code /proc}. They are recognized by an argument that all
 * of them get. Sampled by one thread; others read when that one has ended.
 */
final class Processes implements Runnable {

    private static final Path PROC = Path.of("/proc");
    private static final long PERIOD_MS = 100;
    private static final int PERIODS_PER_SEARCH = 5;
    private static final double TICKS_PER_SECOND = 100;
    private static final int STOLEN = 8;

    private final String mark;
    private final Map<String, Usage> byPid = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private volatile boolean stopped;

    /** What a process had used when it was last seen. */
    private record Usage(double cpuSeconds, long peakKb) {}

    /** What the processes had used, and how many ticks of the machine's processors there had been, and had been given to other machines. */
    private record Sample(long atMs, double cpuSeconds, Ticks ticks) {}

    private record Ticks(long all, long stolen) {
        static Ticks now() throws IOException {
            String[] fields = Files.readString(PROC.resolve("stat"), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .split(" +");
            long all = 0;
            for (int i = 1; i <= STOLEN; i++) {
                all += Long.parseLong(fields[i]);
            }
            return new Ticks(all, Long.parseLong(fields[STOLEN]));
        }
    }

    /** @param mark an argument of every JVM of the application, and of no other process */
    Processes(String mark) {
        this.mark = mark;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; !stopped; i++) {
                if (i % PERIODS_PER_SEARCH == 0) {
                    search();
                }
                for (String pid : List.copyOf(byPid.keySet())) {
                    look(pid);
                }
                samples.add(new Sample(
                        System.currentTimeMillis(),
                        byPid.values().stream().mapToDouble(Usage::cpuSeconds).sum(),
                        Ticks.now()));
                Thread.sleep(PERIOD_MS);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + PROC, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
    }

    private void search() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                String pid = entry.getFileName().toString();
                if (!byPid.containsKey(pid) && isMarked(entry)) {
                    byPid.put(pid, new Usage(0, 0));
                }
            }
        }
    }

    private boolean isMarked(Path process) {
        try {
            String words = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1);
            return List.of(words.split("\0")).contains(mark)
                    && Files.readSymbolicLink(process.resolve("exe")).endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    private void look(String pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double cpuSeconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            long peakKb = byPid.get(pid).peakKb();
            for (String line : Files.readAllLines(PROC.resolve(pid).resolve("status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmHWM:")) {
                    peakKb = Math.max(peakKb, Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
            byPid.put(pid, new Usage(Math.max(cpuSeconds, byPid.get(pid).cpuSeconds()), peakKb));
        } catch (IOException e) {
            // The process has ended; what it had used until the last look counts.
        }
    }

    int count() {
        return byPid.size();
    }

    /** Processor seconds between two moments. */
    double cpuSeconds(long fromMs, long untilMs) {
        return cpuSecondsUntil(untilMs) - cpuSecondsUntil(fromMs);
    }

    private double cpuSecondsUntil(long atMs) {
        Sample before = new Sample(0, 0, new Ticks(0, 0));
        for (Sample sample : samples) {
            if (sample.atMs() >= atMs) {
                double share = (double) (atMs - before.atMs()) / (sample.atMs() - before.atMs());
                return before.cpuSeconds() + share * (sample.cpuSeconds() - before.cpuSeconds());
            }
            before = sample;
        }
        return before.cpuSeconds();
    }

    /** The share of the machine's processor time that other machines on its host got, between two moments. */
    double stolenShare(long fromMs, long untilMs) {
        List<Ticks> ticks = samples.stream()
                .filter(sample -> sample.atMs() >= fromMs && sample.atMs() <= untilMs)
                .map(Sample::ticks)
                .toList();
        if (ticks.size() < 2) {
            return 0;
        }
        Ticks first = ticks.get(0);
        Ticks last = ticks.get(ticks.size() - 1);
        return (last.stolen() - first.stolen()) / Math.max(1.0, last.all() - first.all());
    }

    /** Processor seconds of all in their lives. */
    double cpuSeconds() {
        return byPid.values().stream().mapToDouble(Usage::cpuSeconds).sum();
    }

    /** The sum of the processes' largest resident memory. */
    long peakMb() {
        return byPid.values().stream().mapToLong(Usage::peakKb).sum() >> 10;
    }
}
