package dev.weft.simulation;

import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.storage.SimFiles;
import dev.weft.simulation.storage.SimTransactions;
import dev.weft.simulation.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks the output of all programs whenever a commit has changed it: all of it is right, nothing is there twice, and it leaves nothing
 * out: what comes before something visible is visible, or at least prepared. Owned by the scheduler's thread.
 */
final class OutputAudit {

    private final Scheduler scheduler;
    private final SimFiles files;
    private final SimTransactions transactions;
    private final List<Lineage> lineages;
    private final Predicate<Workload> goesOn;
    private final Map<Integer, Output> outputs = new HashMap<>();

    /** @param goesOn whether a job runs and nobody wants to end it in the middle of its commits */
    OutputAudit(
            Scheduler scheduler,
            SimFiles files,
            SimTransactions transactions,
            List<Lineage> lineages,
            Predicate<Workload> goesOn) {
        this.scheduler = scheduler;
        this.files = files;
        this.transactions = transactions;
        this.lineages = lineages;
        this.goesOn = goesOn;
        files.whenRenamed(this::onRenamed);
        transactions.whenCommitted(this::onCommitted);
    }

    /** What one program must give, and what of it is visible. */
    private static final class Output {
        private final Map<String, Integer> left = new HashMap<>();
        private final Set<String> visible = new HashSet<>();
        private final List<List<String>> sequences;

        Output(Workload job) {
            job.expected().forEach(line -> left.merge(line, 1, Integer::sum));
            sequences = job.sequences();
        }
    }

    static boolean isHidden(String file) {
        return file.substring(file.lastIndexOf('/') + 1).startsWith(".");
    }

    /** All lines of the program that can be seen. */
    List<String> visible(Workload job) {
        List<String> lines = new ArrayList<>(transactions.visible(job.number()));
        for (String file : files.list(job.directory())) {
            if (!isHidden(file)) {
                lines(files.read(file)).forEach(lines::add);
            }
        }
        return lines;
    }

    private static List<String> lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    private void onRenamed(String file) {
        for (Lineage lineage : lineages) {
            if (file.startsWith(lineage.current().directory() + "/") && !isHidden(file)) {
                check(lineage.current(), file, lines(files.read(file)));
            }
        }
    }

    private void onCommitted(int program, String transaction, List<String> lines) {
        for (Lineage lineage : lineages) {
            if (lineage.current().number() == program) {
                check(lineage.current(), "transaction " + transaction, lines);
            }
        }
    }

    private void check(Workload job, String where, List<String> lines) {
        if (!job.isExactlyOnce() || job.isEndless()) {
            return;
        }
        Output output = outputs.computeIfAbsent(job.number(), first -> new Output(job));
        for (String line : lines) {
            output.visible.add(line);
            if (output.left.merge(line, -1, Integer::sum) < 0) {
                scheduler.violation("I-DATA: job " + job.id() + " " + job.kind() + " publishes " + line + " in " + where
                        + ", which is not right or has been published before");
            }
        }
        if (goesOn.test(job)) {
            checkSequences(job, output, where);
        }
    }

    private void checkSequences(Workload job, Output output, String where) {
        Set<String> held = null;
        for (List<String> sequence : output.sequences) {
            boolean later = false;
            for (int i = sequence.size() - 1; i >= 0; i--) {
                boolean visible = output.visible.contains(sequence.get(i));
                if (later && !visible) {
                    held = held == null ? held(job) : held;
                    if (!held.contains(sequence.get(i))) {
                        scheduler.violation("I-DATA: with " + where + " job " + job.id() + " " + job.kind()
                                + " has published " + sequence.get(i + 1) + " or what comes later, and "
                                + sequence.get(i) + " is neither published nor prepared");
                        return;
                    }
                }
                later |= visible;
            }
        }
    }

    private Set<String> held(Workload job) {
        Set<String> held = new HashSet<>(transactions.held(job.number()));
        for (String file : files.list(job.directory())) {
            if (isHidden(file)) {
                held.addAll(lines(files.readSynced(file)));
            }
        }
        return held;
    }
}
