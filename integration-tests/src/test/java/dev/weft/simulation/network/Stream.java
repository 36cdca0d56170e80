package dev.weft.simulation.network;

import dev.weft.simulation.kernel.Rng;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * One direction of a simulated connection: bytes in order, each piece with its arrival time. While the link is cut
 * nothing arrives; bytes and the end are sent again until they do, as TCP does. A reset is sent once: when it was lost, probes
 * find out later. At most a window of bytes is in transit.
 */
final class Stream {

    private static final long SOON_NS = 100_000;

    private final SimNetwork network;
    private final SimChannel from;
    private final SimChannel to;
    private final SimLink link;
    private final ArrayDeque<Piece> underWay = new ArrayDeque<>();
    private int bytesUnderWay;
    private long lastArrivalNs;
    private boolean ended;
    private boolean broken;

    /** What arrives at the other end. */
    private enum Kind {
        BYTES,
        END,
        RESET
    }

    private record Piece(Kind kind, byte[] bytes, long arrivesNs) {}

    Stream(SimNetwork network, SimChannel from, SimChannel to, SimLink link) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.link = link;
    }

    SimLink link() {
        return link;
    }

    int room() {
        return Math.max(0, network.windowBytes() - bytesUnderWay);
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** Whether it ends with what is under way, whatever the sender still believes. */
    boolean isBroken() {
        return broken;
    }

    void send(byte[] bytes) {
        Rng random = network.random();
        int at = 0;
        while (at < bytes.length) {
            int length = random.permille(700) ? bytes.length - at : random.between(1, bytes.length - at);
            add(Kind.BYTES, Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
    }

    /** The sender has closed: the receiver hears of it after all that was sent. */
    void end() {
        if (!ended && !broken) {
            ended = true;
            add(Kind.END, new byte[0]);
        }
    }

    private void add(Kind kind, byte[] bytes) {
        if (broken) {
            return;
        }
        lastArrivalNs = Math.max(lastArrivalNs, network.nowNs() + link.delayNs());
        underWay.add(new Piece(kind, bytes, lastArrivalNs));
        bytesUnderWay += bytes.length;
        to.loop().at(lastArrivalNs, this::arrive);
    }

    private void arrive() {
        if (link.isCut()) {
            return;
        }
        if (!to.isOpen()) {
            underWay.clear();
            return;
        }
        if (!to.isRegistered()) {
            to.loop().at(network.nowNs() + SOON_NS, this::arrive);
            return;
        }
        Piece next = underWay.peek();
        if (next == null || next.arrivesNs() > network.nowNs()) {
            return;
        }
        underWay.remove();
        bytesUnderWay -= next.bytes().length;
        switch (next.kind()) {
            case BYTES -> {
                to.receive(next.bytes());
                from.loop().at(network.nowNs() + link.delayNs(), from::resume);
            }
            case END -> to.hangUp(false);
            case RESET -> to.hangUp(true);
        }
    }

    /** The link is open again: what waited arrives now, but for a reset. */
    void heal() {
        for (int i = 0; i < underWay.size(); i++) {
            to.loop().at(network.nowNs(), this::arrive);
        }
        Piece last = underWay.peekLast();
        if (last != null && last.kind() == Kind.RESET && last.arrivesNs() <= network.nowNs()) {
            underWay.removeLast();
            lastArrivalNs = network.nextProbeNs();
            underWay.add(new Piece(Kind.RESET, last.bytes(), lastArrivalNs));
            to.loop().at(lastArrivalNs, this::arrive);
        }
    }

    /** The connection breaks: a part of what was under way still arrives, then the end of it, as a reset or as if it was closed. */
    void breakOff(boolean asReset) {
        if (broken) {
            return;
        }
        int arriving = network.random().between(0, underWay.size());
        while (underWay.size() > arriving) {
            bytesUnderWay -= underWay.removeLast().bytes().length;
        }
        add(asReset ? Kind.RESET : Kind.END, new byte[0]);
        broken = true;
    }
}
