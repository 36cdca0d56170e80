package dev.weft.engine.testing;

import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.rpc.ExecutorConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records the messages that the JobManager sends to one executor. */
public final class RecordingExecutorConnection implements ExecutorConnection {

    private final List<MasterMessage> sent = new ArrayList<>();
    private Optional<String> closedBy = Optional.empty();

    @Override
    public void send(MasterMessage message) {
        if (closedBy.isEmpty()) {
            sent.add(message);
        }
    }

    @Override
    public void close(String reason) {
        closedBy = closedBy.or(() -> Optional.of(reason));
    }

    @Override
    public String remote() {
        return "recording";
    }

    public Optional<String> closedBy() {
        return closedBy;
    }

    public List<MasterMessage> sent() {
        return List.copyOf(sent);
    }

    /** What was sent of this kind so far. */
    public <T extends MasterMessage> List<T> sent(Class<T> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
