package dev.weft.it.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the campaign has seen: a line for each fault as it is over, and a table at the end. On the terminal and in a file. */
final class Report implements AutoCloseable {

    /**
     * One fault and what it has cost.
     *
     * @param killed executors that were killed
     * @param recovery from the fault, or the end of an outage, to the first new result
     * @param restarts of the job
     * @param faulty numbers lost and doubled in the results that have come since the fault before
     */
    record Line(Fault fault, int killed, Duration recovery, long restarts, Results.Faulty faulty) {}

    private final List<Line> lines = new ArrayList<>();
    private final PrintStream terminal;
    private final PrintStream file;

    Report(PrintStream terminal, Path file) throws IOException {
        this.terminal = terminal;
        this.file = new PrintStream(file.toFile());
    }

    void say(String format, Object... values) {
        String text = String.format(format, values);
        terminal.println(text);
        terminal.flush();
        file.println(text);
        file.flush();
    }

    void add(Line line, int of) {
        lines.add(line);
        say(
                "%4d/%d  %-16s recovered in %6.2f s, restarts %d, lost %d, doubled %d",
                lines.size(),
                of,
                line.fault().label(),
                seconds(line.recovery()),
                line.restarts(),
                line.faulty().lost(),
                line.faulty().doubled());
    }

    int killed() {
        return lines.stream().mapToInt(Line::killed).sum();
    }

    void table() {
        say("");
        say(
                "%-16s %5s %6s %27s %8s %6s %7s",
                "fault", "times", "kills", "recovery, s: median   max", "restarts", "lost", "doubled");
        Map<Fault, List<Line>> byFault = new EnumMap<>(Fault.class);
        lines.forEach(line -> byFault.computeIfAbsent(line.fault(), fault -> new ArrayList<>())
                .add(line));
        byFault.forEach((fault, some) -> row(fault.label(), some));
        row("all", lines);
    }

    private void row(String label, List<Line> some) {
        List<Duration> recoveries = some.stream().map(Line::recovery).sorted().toList();
        boolean none = recoveries.isEmpty();
        say(
                "%-16s %5d %6d %20.2f %6.2f %8d %6d %7d",
                label,
                some.size(),
                some.stream().mapToInt(Line::killed).sum(),
                none ? 0 : seconds(recoveries.get(recoveries.size() / 2)),
                none ? 0 : seconds(recoveries.get(recoveries.size() - 1)),
                some.stream().mapToLong(Line::restarts).sum(),
                some.stream().mapToLong(line -> line.faulty().lost()).sum(),
                some.stream().mapToLong(line -> line.faulty().doubled()).sum());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Override
    public void close() {
        file.close();
    }
}
