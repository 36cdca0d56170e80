package dev.weft.it.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * TCP connections between processes of this machine, each seen from one of its ends. Found and broken by {@code ss}, whose {@code -K}
 * needs root and a kernel that destroys sockets on demand (CONFIG_INET_DIAG_DESTROY).
 */
record Connections(List<End> ends) {

    private static final Pattern LINE =
            Pattern.compile("\\S+\\s+\\S+\\s+(\\S+:\\d+)\\s+(\\S+:\\d+)\\s+.*pid=(\\d+),.*");

    /** One end: its address, that of the other end, and whose it is. */
    record End(String local, String peer, long pid) {
        private String port() {
            return local.substring(local.lastIndexOf(':'));
        }

        private String peerPort() {
            return peer.substring(peer.lastIndexOf(':'));
        }
    }

    /** The connections that two different ones of these processes have with each other. */
    static Connections between(List<Long> pids) throws IOException, InterruptedException {
        List<End> ends = ss("-tnpH", "state", "established")
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new End(line.group(1), line.group(2), Long.parseLong(line.group(3))))
                .filter(end -> pids.contains(end.pid()))
                .toList();
        Map<String, Long> owners = ends.stream().collect(Collectors.toMap(End::local, End::pid));
        return new Connections(ends.stream()
                .filter(end -> owners.getOrDefault(end.peer(), end.pid()) != end.pid())
                .toList());
    }

    /** Breaks them all, as a reset from the network does. */
    void cut() throws IOException, InterruptedException {
        if (ends.isEmpty()) {
            throw new IllegalStateException("the executors have no connections with each other");
        }
        List<End> left = new ArrayList<>();
        for (End end : ends) {
            ss("-K", "-tn", "sport", "=", end.port(), "and", "dport", "=", end.peerPort());
            String still =
                    ss("-tnH", "state", "established", "sport", "=", end.port(), "and", "dport", "=", end.peerPort());
            if (!still.isBlank()) {
                left.add(end);
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    "connections cannot be broken here: ss -K needs root and a kernel that allows it");
        }
    }

    private static String ss(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ss"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("ss " + String.join(" ", arguments) + ": " + said);
        }
        return said;
    }
}
