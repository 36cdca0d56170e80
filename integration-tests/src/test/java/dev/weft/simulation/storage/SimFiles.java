package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.ProcessDied;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Simulated distributed file system, like a NameNode with DataNodes: renames are atomic; of an open file, synced bytes
 * survive its writer and others may be lost. Used by whichever actor runs.
 */
public final class SimFiles {

    /** Longer than any job may need to end when nothing fails any more. */
    private static final long FOR_EVER_NS = 1_200_000_000_000L;

    private final Scheduler scheduler;
    private final Rng random;
    private final Map<String, Entry> entries = new TreeMap<>();
    private int failPermille;
    private long slowNs;
    private boolean full;
    private long stalledUntilNs;
    private Optional<SimProcess> forEver = Optional.empty();
    private int hanging;
    private long stalls;
    private long failures;
    private long appliedFailures;
    private long deletions;
    private final Map<SimProcess, Map<String, Integer>> opens = new IdentityHashMap<>();
    private Consumer<String> onRename = path -> {};

    /** A file or a directory. */
    static final class Entry {
        final boolean directory;
        final long modifiedMs;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int syncedBytes;
        Optional<SimProcess> writer = Optional.empty();

        Entry(boolean directory, long modifiedMs) {
            this.directory = directory;
            this.modifiedMs = modifiedMs;
        }
    }

    public SimFiles(Scheduler scheduler, Rng random) {
        this.scheduler = scheduler;
        this.random = random;
        entries.put("/", new Entry(true, 0));
    }

    /** From now on so many of a thousand calls fail, half of them after they were carried out. */
    public void fail(int permille) {
        failPermille = permille;
    }

    /** From now on a call of a task takes up to that long. */
    public void slowDown(long atMostNs) {
        slowNs = atMostNs;
    }

    /**
     * For so long no call that a thread makes is answered.
     *
     * @param whose its first call for checkpoints is not answered for far longer
     */
    public void stall(long ns, SimProcess whose) {
        stalls++;
        stalledUntilNs = Math.max(stalledUntilNs, scheduler.nowNs() + ns);
        forEver = Optional.of(whose);
    }

    /** From now on calls are answered again, but for those that hang. */
    public void answer() {
        stalledUntilNs = 0;
        forEver = Optional.empty();
    }

    /** How often nothing was answered for a while. */
    public long stalls() {
        return stalls;
    }

    /** Sets who is told of the new name of every file that is renamed. */
    public void whenRenamed(Consumer<String> then) {
        onRename = then;
    }

    /** Calls that have not been answered yet because of a stall; they may hang on when nothing fails any more. */
    public int hanging() {
        return hanging;
    }

    /** From now on nothing more can be written. */
    public void fill(boolean now) {
        full = now;
    }

    /** How much of so many bytes still gets onto the disk. */
    int roomFor(int bytes) {
        return full && bytes > 0 ? random.between(0, bytes - 1) : bytes;
    }

    /** Of a call that needed room and found none. */
    IOException noRoom(SimProcess process, String what) {
        failures++;
        scheduler.saw("file call found the disk full");
        scheduler.trace().note(scheduler.nowNs(), process.name() + ": " + kind(what) + " finds no room");
        return new IOException("simulated: no space left for " + what);
    }

    public long failures() {
        return failures;
    }

    /** Failures of calls that were carried out. */
    public long appliedFailures() {
        return appliedFailures;
    }

    /** A process has opened a file to read it. */
    void onOpen(SimProcess process, String path) {
        opens.computeIfAbsent(process, first -> new HashMap<>()).merge(path, 1, Integer::sum);
    }

    /** How many times a process has opened the file at this address to read it. */
    public int opens(SimProcess process, String address) {
        return opens.getOrDefault(process, Map.of()).getOrDefault(address.replaceFirst("^sim:/+", "/"), 0);
    }

    /** How many times files were deleted. */
    public long deletions() {
        return deletions;
    }

    /** The files below a directory, complete or not. */
    public List<String> list(String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().directory && entry.getKey().startsWith(prefix))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the file is there, and all of its bytes survive its writer. */
    public boolean isDurable(String address) {
        Entry entry = entries.get(address.replaceFirst("^sim:/+", "/"));
        return entry != null && !entry.directory && entry.syncedBytes == entry.bytes.size();
    }

    public byte[] read(String path) {
        return entries.get(path).bytes.toByteArray();
    }

    /** What of the file survives its writer. */
    public byte[] readSynced(String path) {
        Entry entry = entries.get(path);
        return Arrays.copyOf(entry.bytes.toByteArray(), entry.syncedBytes);
    }

    /** The process is gone: what it had not synced is lost, or a part of it. */
    public void onDeath(SimProcess process) {
        for (Entry entry : entries.values()) {
            if (entry.writer.filter(writer -> writer == process).isPresent()) {
                cut(entry, random.between(entry.syncedBytes, entry.bytes.size()));
                entry.writer = Optional.empty();
            }
        }
    }

    private static void cut(Entry entry, int length) {
        byte[] kept = Arrays.copyOf(entry.bytes.toByteArray(), length);
        entry.bytes.reset();
        entry.bytes.writeBytes(kept);
        entry.syncedBytes = Math.min(entry.syncedBytes, length);
    }

    /** A file that is complete before any process looks at it. */
    void put(String path, byte[] content) {
        entries.put(parent(path), new Entry(true, 0));
        Entry file = new Entry(false, 0);
        file.bytes.writeBytes(content);
        file.syncedBytes = content.length;
        entries.put(path, file);
    }

    // ---- calls of a process

    /** Carried out unless the call fails before; it may fail after. */
    interface Call<T> {
        T run() throws IOException;
    }

    <T> T call(SimProcess process, String what, Call<T> call) throws IOException {
        if (!process.isAlive()) {
            throw new ProcessDied();
        }
        if (slowNs > 0) {
            process.pause(random.between(0, slowNs));
        }
        if (scheduler.nowNs() < stalledUntilNs) {
            hang(process, what);
        }
        boolean fails = failPermille > 0 && random.permille(failPermille);
        if (fails && random.coin()) {
            failures++;
            scheduler.trace().note(scheduler.nowNs(), process.name() + ": " + kind(what) + " fails");
            throw new IOException("simulated: " + what + " failed");
        }
        T result = call.run();
        if (fails) {
            failures++;
            appliedFailures++;
            scheduler.trace().note(scheduler.nowNs(), process.name() + ": " + kind(what) + " was done, but fails");
            throw new IOException("simulated: " + what + " got no answer");
        }
        return result;
    }

    private void hang(SimProcess process, String what) {
        boolean longer = forEver.filter(process::equals).isPresent() && what.contains("/checkpoints/");
        long untilNs = longer ? scheduler.nowNs() + FOR_EVER_NS : stalledUntilNs;
        scheduler.saw(longer ? "file call of the master hung for ever" : "file call hung");
        if (longer) {
            scheduler.trace().note(scheduler.nowNs(), process.name() + ": " + what + " hangs");
            forEver = Optional.empty();
        }
        hanging++;
        try {
            process.pause(untilNs - scheduler.nowNs() + random.between(0L, 1_000_000L));
        } finally {
            hanging--;
        }
    }

    private static String kind(String what) {
        return what.substring(0, what.indexOf(' '));
    }

    Entry create(SimProcess process, String path, boolean overwrite, long nowMs) throws IOException {
        Entry there = entries.get(path);
        if (there != null && (there.directory || !overwrite)) {
            throw new IOException(path + " exists");
        }
        mkdirs(parent(path), nowMs);
        Entry file = new Entry(false, nowMs);
        file.writer = Optional.of(process);
        entries.put(path, file);
        return file;
    }

    void mkdirs(String path, long nowMs) throws IOException {
        for (String at = path; !at.equals("/"); at = parent(at)) {
            Entry there = entries.get(at);
            if (there == null) {
                entries.put(at, new Entry(true, nowMs));
            } else if (!there.directory) {
                throw new IOException(at + " is a file");
            }
        }
    }

    Entry find(String path) throws FileNotFoundException {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new FileNotFoundException(path + " does not exist");
        }
        return entry;
    }

    /** The names and entries in a directory. */
    Map<String, Entry> children(String path) throws FileNotFoundException {
        Entry entry = find(path);
        if (!entry.directory) {
            return Map.of(path, entry);
        }
        Map<String, Entry> children = new TreeMap<>();
        entries.forEach((name, child) -> {
            if (!name.equals("/") && parent(name).equals(path)) {
                children.put(name, child);
            }
        });
        return children;
    }

    boolean delete(String path, boolean recursive) throws IOException {
        Entry entry = entries.get(path);
        if (entry == null) {
            return false;
        }
        if (entry.directory) {
            List<String> below = new ArrayList<>();
            entries.keySet().stream()
                    .filter(name -> name.startsWith(path + "/"))
                    .forEach(below::add);
            if (!below.isEmpty() && !recursive) {
                throw new IOException(path + " is not empty");
            }
            below.forEach(entries::remove);
        }
        entries.remove(path);
        deletions++;
        return true;
    }

    boolean rename(String from, String to) {
        Entry entry = entries.get(from);
        if (entry == null || entries.containsKey(to) || !entries.containsKey(parent(to))) {
            return false;
        }
        if (entry.directory) {
            throw new UnsupportedOperationException("directories are not renamed in simulations");
        }
        entries.remove(from);
        entries.put(to, entry);
        onRename.accept(to);
        return true;
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
