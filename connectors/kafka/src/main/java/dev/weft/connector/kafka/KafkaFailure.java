package dev.weft.connector.kafka;

import dev.weft.runtime.execution.SuppressRestartsException;
import dev.weft.util.FlinkRuntimeException;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A failure of Kafka or of its use, whose message says in one line what failed, why, and what to do. */
public final class KafkaFailure extends FlinkRuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String NOT_IN_METADATA = "not present in metadata";

    /** A failure that has no other cause. */
    public KafkaFailure(String message) {
        super(message);
    }

    /** A failure with a cause that the message already tells. */
    public KafkaFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Explains what a client of Kafka threw. When the brokers refuse the user, no restart helps, and the failure says that to the
     * engine.
     *
     * @param failed what could not be done
     * @param properties the client's
     */
    public static KafkaFailure of(String failed, Throwable cause, Properties properties) {
        return new KafkaFailure(
                failed + ": " + reason(cause, properties),
                isRefusal(cause) ? new SuppressRestartsException(cause) : cause);
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof AuthorizationException || cause instanceof AuthenticationException;
    }

    private static String reason(Throwable cause, Properties properties) {
        String brokers = properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        boolean unknown = cause instanceof UnknownTopicOrPartitionException
                || cause.getCause() instanceof UnknownTopicOrPartitionException;
        if (cause instanceof TimeoutException && !unknown) {
            // A producer says the same of a topic that there is not and of brokers that do not answer.
            boolean ofTopic = cause.getMessage() != null && cause.getMessage().contains(NOT_IN_METADATA);
            return "the brokers (" + brokers + ") did not answer in time; do they run, and are the addresses that they"
                    + " advertise reachable from here? "
                    + (ofTopic ? "Is the topic's name right, and was it created? " : "")
                    + cause.getMessage();
        }
        if (unknown) {
            return "there is no such topic at " + brokers + "; is its name right, and was it created?";
        }
        if (cause instanceof AuthorizationException) {
            return "the brokers (" + brokers
                    + ") do not permit it to this user; have the right granted (kafka-acls.sh): " + cause.getMessage();
        }
        if (cause instanceof AuthenticationException) {
            return "the brokers (" + brokers + ") refuse the credentials (sasl.* or ssl.* of the properties): "
                    + cause.getMessage();
        }
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return "another producer has taken the transactional id over, or the brokers have aborted the transaction after"
                    + " transaction.timeout.ms; does another sink or job have the same transactional id prefix? "
                    + cause.getMessage();
        }
        Throwable told = cause.getCause() != null
                        && cause.getMessage() != null
                        && cause.getMessage().startsWith("Failed to create")
                ? cause.getCause()
                : cause;
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }
}
