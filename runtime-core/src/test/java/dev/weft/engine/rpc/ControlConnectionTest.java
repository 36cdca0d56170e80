package dev.weft.engine.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.Leaving;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlConnectionTest {

    private static final String HOST = "127.0.0.1";
    private static final Register REGISTER =
            new Register(new ExecutorId("c1"), 1, 2, "h", 99, new Resources(1, 2, 3, 4, 5, 6));

    private final Secret secret = Secret.random();
    private final RpcSettings settings = new RpcSettings(4096, Duration.ofSeconds(20), Duration.ofSeconds(20));
    private final RecordingServerListener atServer = new RecordingServerListener();
    private final RecordingClientListener atClient = new RecordingClientListener();
    private final ControlServer server =
            ControlServer.bind(BindAddress.anyPort(HOST), settings, secret, Transport.tcp(), atServer);
    private ControlClient client = new ControlClient(HOST, server.port(), secret, settings, Transport.tcp());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void useClient(Secret other, RpcSettings with) {
        client.close();
        client = new ControlClient(HOST, server.port(), other, with, Transport.tcp());
    }

    @Test
    void messagesTravelBothWaysInOrderOnceBothSidesAreProven() throws Exception {
        client.connect(atClient);
        MasterConnection toMaster = atClient.connected();
        toMaster.send(REGISTER);
        ExecutorConnection toExecutor = atServer.registered(REGISTER);
        for (int i = 0; i < 200; i++) {
            toMaster.send(new Leaving("up " + i));
            toExecutor.send(new Shutdown("down " + i));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(atServer.next()).isEqualTo(new Leaving("up " + i));
            assertThat(atClient.next()).isEqualTo(new Shutdown("down " + i));
        }
    }

    @Test
    void aServerThatDoesNotKnowTheSecretIsRefusedByTheExecutor() throws Exception {
        useClient(Secret.random(), settings);
        client.connect(atClient);
        assertThat(atClient.next())
                .isEqualTo("closed: the JobManager at 127.0.0.1:" + server.port()
                        + " does not know the application's secret");
        assertThat(atServer.events).isEmpty();
    }

    @Test
    void anExecutorThatDoesNotKnowTheSecretIsRefusedByTheServer() throws Exception {
        try (Socket socket = new Socket(HOST, server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("WEFT".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {1, 1});
            out.write(new byte[32]);
            new DataInputStream(socket.getInputStream()).readFully(new byte[64]);
            out.write(new byte[32]);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(atServer.events).isEmpty();
    }

    @Test
    void aPeerOfAnotherProtocolIsCutOffAtItsFirstByte() throws Exception {
        try (Socket socket = new Socket(HOST, server.port())) {
            socket.getOutputStream().write("G".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(atServer.events).isEmpty();
    }

    @Test
    void aDataConnectionIsNoControlConnection() throws Exception {
        try (Socket socket = new Socket(HOST, server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("WEFT".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {1, 2});
            out.write(new byte[32]);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aSilentPeerIsCutOffAfterTheDeadlineOfTheProof() throws Exception {
        RpcSettings hasty = new RpcSettings(4096, Duration.ofSeconds(20), Duration.ofMillis(50));
        try (ControlServer impatient =
                        ControlServer.bind(BindAddress.anyPort(HOST), hasty, secret, Transport.tcp(), atServer);
                Socket socket = new Socket(HOST, impatient.port())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedWhereItIsSent() throws Exception {
        client.connect(atClient);
        MasterConnection toMaster = atClient.connected();
        toMaster.send(REGISTER);
        ExecutorConnection toExecutor = atServer.registered(REGISTER);
        JobTopology topology =
                new JobTopology(new JobID(1, 2), "job", Map.of(), List.of(), List.of(), List.of(), Map.of());
        MasterMessage deploy = new MasterMessage.Deploy(
                topology, List.of(), Map.of(new VertexId("0".repeat(32)), new Payload(new byte[5000])), List.of());
        assertThatThrownBy(() -> toExecutor.send(deploy))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("Deploy has 5")
                .hasMessageContaining("may have 4096");
        toExecutor.send(new Shutdown("still open"));
        assertThat(atClient.next()).isEqualTo(new Shutdown("still open"));
    }

    @Test
    void aFrameThatIsTooLargeClosesTheConnectionWithAReason() throws Exception {
        useClient(secret, new RpcSettings(1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(20)));
        client.connect(atClient);
        MasterConnection toMaster = atClient.connected();
        toMaster.send(REGISTER);
        atServer.registered(REGISTER);
        toMaster.send(new Leaving("x".repeat(5000)));
        assertThat(atServer.next())
                .asString()
                .contains("announced a message of 50")
                .contains("allowed are 4096");
        assertThat(atClient.next()).asString().startsWith("closed: ");
    }

    @Test
    void theFirstMessageMustRegister() throws Exception {
        client.connect(atClient);
        atClient.connected().send(new Leaving("hello"));
        assertThat(atClient.next()).asString().startsWith("closed: ");
        assertThat(atServer.events).isEmpty();
    }

    @Test
    void theLossOfAConnectionIsHeardOfOnBothSides() throws Exception {
        client.connect(atClient);
        atClient.connected().send(REGISTER);
        ExecutorConnection toExecutor = atServer.registered(REGISTER);
        toExecutor.send(new Shutdown("last words"));
        toExecutor.close("not needed");
        assertThat(atClient.next()).isEqualTo(new Shutdown("last words"));
        assertThat(atClient.next()).isEqualTo("closed: the peer closed the connection");
        assertThat(atServer.next()).isEqualTo("closed: not needed");
        toExecutor.send(new Shutdown("into the void"));
    }

    @Test
    void aPortNobodyListensOnIsToldAsSuch() throws Exception {
        int port;
        try (ServerSocket placeholder = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = placeholder.getLocalPort();
        }
        ControlClient nowhere = new ControlClient(HOST, port, secret, settings, Transport.tcp());
        nowhere.connect(atClient);
        assertThat(atClient.next()).asString().startsWith("closed: cannot connect to 127.0.0.1:" + port);
        nowhere.close();
    }

    @Test
    void aRangeWithoutAFreePortIsAnError() {
        BindAddress taken = new BindAddress(HOST, server.port(), server.port());
        assertThatThrownBy(() -> ControlServer.bind(taken, settings, secret, Transport.tcp(), atServer))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("the control port cannot be bound on 127.0.0.1:" + server.port());
    }

    private static final class RecordingServerListener implements ControlServer.Listener {
        final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        final BlockingQueue<ExecutorConnection> connections = new LinkedBlockingQueue<>();

        @Override
        public void onRegister(ExecutorConnection connection, Register register) {
            events.add(register);
            connections.add(connection);
        }

        @Override
        public void onMessage(ExecutorConnection connection, ExecutorMessage message) {
            events.add(message);
        }

        @Override
        public void onClosed(ExecutorConnection connection, String reason) {
            events.add("closed: " + reason);
        }

        ExecutorConnection registered(Register expected) throws InterruptedException {
            assertThat(next()).isEqualTo(expected);
            return connections.take();
        }

        Object next() throws InterruptedException {
            return events.poll(10, TimeUnit.SECONDS);
        }
    }

    private static final class RecordingClientListener implements MasterConnector.Listener {
        final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

        @Override
        public void onConnected(MasterConnection connection) {
            events.add(connection);
        }

        @Override
        public void onMessage(MasterMessage message) {
            events.add(message);
        }

        @Override
        public void onClosed(String reason) {
            events.add("closed: " + reason);
        }

        MasterConnection connected() throws InterruptedException {
            return (MasterConnection) next();
        }

        Object next() throws InterruptedException {
            return events.poll(10, TimeUnit.SECONDS);
        }
    }
}
