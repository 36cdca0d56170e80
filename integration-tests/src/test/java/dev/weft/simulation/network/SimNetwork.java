package dev.weft.simulation.network;

import dev.weft.engine.common.WeftException;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.EventLoop;
import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The simulated network: links between hosts, listening sockets, and open connections. */
public final class SimNetwork {

    private static final int FIRST_PORT = 20_000;

    /** Within this time after a link is open again, keep-alive probes tell an end that the other one has gone. */
    private static final long PROBED_NS = 100_000_000_000L;

    private final Scheduler scheduler;
    private final LoopActor world;
    private final Rng random;
    private final int windowBytes;
    private final long usualDelayNs;
    private final Map<String, SimLink> links = new TreeMap<>();
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private int lastPort = FIRST_PORT;

    private record Listener(Side side, Consumer<Channel> accepted) {}

    private record Connection(
            String from,
            String to,
            SimProcess a,
            SimProcess b,
            SimChannel near,
            SimChannel far,
            Stream there,
            Stream back) {
        boolean touches(SimProcess process) {
            return a == process || b == process;
        }

        boolean isQuiet() {
            return there.isEmpty() && back.isEmpty() && near.isQuiet() && far.isQuiet();
        }

        /** Whether both ends believe in it, and with reason. */
        boolean stands() {
            return near.isOpen() && far.isOpen() && !there.isBroken() && !back.isBroken();
        }

        /** Whether no end will hear anything more: each is closed, or its process has died. */
        boolean isOver() {
            return !(near.isOpen() && a.isAlive()) && !(far.isOpen() && b.isAlive());
        }
    }

    /**
     * @param windowBytes how much of a direction may be under way
     * @param usualDelayNs how long bytes take between two hosts
     */
    public SimNetwork(Scheduler scheduler, LoopActor world, Rng random, int windowBytes, long usualDelayNs) {
        this.scheduler = scheduler;
        this.world = world;
        this.random = random;
        this.windowBytes = windowBytes;
        this.usualDelayNs = usualDelayNs;
    }

    Rng random() {
        return random;
    }

    long nowNs() {
        return scheduler.nowNs();
    }

    /** When a peer hears from probes what it was told before and did not hear. */
    long nextProbeNs() {
        return scheduler.nowNs() + random.between(0L, PROBED_NS);
    }

    int windowBytes() {
        return windowBytes;
    }

    /** The sockets of a process on that host. */
    public Transport transport(SimProcess process, String host) {
        return (name, threads) -> new Side(process, host, new NetLoop(process, name));
    }

    private SimLink link(String from, String to) {
        long delay = from.equals(to) ? usualDelayNs / 10 + 1_000 : usualDelayNs;
        return links.computeIfAbsent(from + "->" + to, key -> new SimLink(random, delay));
    }

    /** Looks at the two ends of a connection. */
    @FunctionalInterface
    public interface Audit {
        /**
         * What is wrong, if something is.
         *
         * @param near the end that has connected
         * @param quiet whether nothing is under way between the two
         */
        Optional<String> check(Channel near, Channel far, boolean quiet);
    }

    /** What is wrong with the first connection of the process with which something is. */
    public Optional<String> audit(SimProcess process, Audit audit) {
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            if (connection.touches(process) && connection.stands()) {
                Optional<String> wrong = audit.check(connection.near(), connection.far(), connection.isQuiet());
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether nothing is under way on any connection that the process has. */
    public boolean isQuiet(SimProcess process) {
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            if (connection.touches(process) && !connection.isOver() && !connection.isQuiet()) {
                return false;
            }
        }
        return true;
    }

    // ---- faults

    /** From now on nothing gets from one host to the other; the way back stays as it is. */
    public void cut(String from, String to) {
        link(from, to).cut(true);
    }

    /** Every link is open again. Ends of connections that have not heard of the break by then do so within {@link #PROBED_NS}. */
    public void healAll() {
        links.values().forEach(link -> link.cut(false));
        connections.removeIf(Connection::isOver);
        connections.forEach(connection -> {
            connection.there().heal();
            connection.back().heal();
        });
    }

    /** Breaks one connection that stands, if there is one; tells which. */
    public String resetOne() {
        List<Connection> standing =
                connections.stream().filter(Connection::stands).toList();
        if (standing.isEmpty()) {
            return "";
        }
        Connection broken = standing.get(random.below(standing.size()));
        broken.there().breakOff(true);
        broken.back().breakOff(true);
        return broken.from() + " and " + broken.to();
    }

    /** A process has ended: its peers hear of it, each after a part of what was under way. */
    private void onDeath(SimProcess process) {
        listeners.values().removeIf(listener -> listener.side().process == process);
        connections.removeIf(Connection::isOver);
        for (Connection connection : connections) {
            if (connection.touches(process)) {
                (connection.a() == process ? connection.there() : connection.back()).breakOff(random.coin());
            }
        }
    }

    /** One side of a process. */
    private final class Side implements Transport.Endpoint {
        private final SimProcess process;
        private final String host;
        private final NetLoop loop;
        private final List<SimChannel> channels = new ArrayList<>();
        private String listening = "";
        private boolean closed;

        Side(SimProcess process, String host, NetLoop loop) {
            this.process = process;
            this.host = host;
            this.loop = loop;
            process.onDeath(() -> onDeath(process));
        }

        @Override
        public int listen(BindAddress address, Consumer<Channel> accepted) throws IOException {
            int port = ++lastPort;
            listening = host + ":" + port;
            listeners.put(listening, new Listener(this, accepted));
            return port;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public void connect(
                EventLoop on, Transport.Target target, Consumer<Channel> prepared, Consumer<String> failed) {
            SimLink there = link(host, target.host());
            SimLink back = link(target.host(), host);
            long arrives = nowNs() + there.delayNs();
            world.at(arrives, () -> {
                if (there.isCut() || back.isCut()) {
                    fail(nowNs() + target.timeout().toNanos(), "connection timed out", failed);
                    return;
                }
                Listener listener = listeners.get(target.host() + ":" + target.port());
                if (listener == null) {
                    fail(nowNs() + back.delayNs(), "Connection refused", failed);
                } else if (process.isAlive() && !closed) {
                    establish(listener, target, there, back, prepared);
                }
            });
        }

        private void fail(long atNs, String why, Consumer<String> failed) {
            loop.at(atNs, () -> failed.accept(why));
        }

        private void establish(
                Listener listener, Transport.Target target, SimLink there, SimLink back, Consumer<Channel> prepared) {
            InetSocketAddress client = InetSocketAddress.createUnresolved(host, ++lastPort);
            InetSocketAddress server = InetSocketAddress.createUnresolved(target.host(), target.port());
            SimChannel near = new SimChannel(loop, client, server);
            SimChannel far = new SimChannel(listener.side().loop, server, client);
            Stream up = new Stream(SimNetwork.this, near, far, there);
            Stream down = new Stream(SimNetwork.this, far, near, back);
            near.sendTo(up);
            far.sendTo(down);
            channels.add(near);
            listener.side().channels.add(far);
            connections.add(new Connection(host, target.host(), process, listener.side().process, near, far, up, down));
            listener.side().loop.at(nowNs(), () -> {
                try {
                    listener.accepted().accept(far);
                    far.loop().register(far);
                } catch (WeftException tooLate) {
                    scheduler.saw("connection came when its listener was closed");
                    far.refuse();
                }
            });
            loop.at(nowNs() + back.delayNs(), () -> {
                prepared.accept(near);
                loop.register(near);
            });
        }

        @Override
        public void close() {
            closed = true;
            listeners.remove(listening);
            if (process.isAlive() && !loop.isShutdown()) {
                loop.execute(() -> List.copyOf(channels).forEach(channel -> {
                    if (channel.isRegistered()) {
                        channel.close();
                    }
                }));
                loop.shutdownGracefully();
            }
        }
    }
}
