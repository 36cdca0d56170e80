package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.connector.kafka.sink.CoordinatorClient.Outcome;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits prepared transactions: through the producer that wrote it while that lives, else by a request of its own. Committing
 * is idempotent, so an attempt whose outcome is unknown is repeated. A transaction that the brokers have aborted meanwhile
 * is lost, which fails the job unless the sink was told to go on. Used by the task's thread.
 */
final class KafkaCommitter implements Committer<KafkaCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommitter.class);

    private final PreparedTransactions prepared;
    private final Supplier<CoordinatorClient> coordinators;
    private final boolean goesOnWithoutLost;
    private CoordinatorClient coordinator;

    /**
     * @param coordinators makes what commits without a producer, when it is needed
     * @param goesOnWithoutLost whether lost transactions are logged instead of failing the job
     */
    KafkaCommitter(PreparedTransactions prepared, Supplier<CoordinatorClient> coordinators, boolean goesOnWithoutLost) {
        this.prepared = prepared;
        this.coordinators = coordinators;
        this.goesOnWithoutLost = goesOnWithoutLost;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
        for (CommitRequest<KafkaCommittable> request : requests) {
            commit(request);
        }
    }

    private void commit(CommitRequest<KafkaCommittable> request) {
        KafkaCommittable committable = request.getCommittable();
        Producer<byte[], byte[]> producer = prepared.take(committable);
        Outcome outcome = producer == null ? coordinator().commit(committable) : commitThrough(producer);
        if (outcome instanceof Outcome.Committed) {
            prepared.report(new PreparedTransactions.Outcome(committable.transactionalId(), producer != null));
        } else if (outcome instanceof Outcome.Unknown unknown) {
            LOG.warn(
                    "Could not learn whether the transaction {} was committed; asking again: {}",
                    committable.transactionalId(),
                    unknown.reason());
            request.retryLater();
        } else if (outcome instanceof Outcome.Lost lost) {
            onLost(request, lost);
        }
    }

    private CoordinatorClient coordinator() {
        if (coordinator == null) {
            coordinator = coordinators.get();
        }
        return coordinator;
    }

    /** A producer whose outcome is unknown is not used again: a request of it may still be on its way. */
    private static Outcome commitThrough(Producer<byte[], byte[]> producer) {
        try {
            producer.commitTransaction();
            return new Outcome.Committed();
        } catch (ProducerFencedException
                | InvalidProducerEpochException
                | InvalidTxnStateException
                | InvalidPidMappingException lost) {
            PreparedTransactions.abandon(producer);
            return new Outcome.Lost(lost.getMessage());
        } catch (InterruptException canceled) {
            PreparedTransactions.abandon(producer);
            throw canceled;
        } catch (KafkaException unknown) {
            PreparedTransactions.abandon(producer);
            return new Outcome.Unknown(unknown.toString());
        }
    }

    private void onLost(CommitRequest<KafkaCommittable> request, Outcome.Lost lost) {
        KafkaFailure failure = new KafkaFailure("the records of the transaction "
                + request.getCommittable().transactionalId()
                + " are lost: it was prepared at a checkpoint, and can't be committed any more (" + lost.reason()
                + "). The brokers abort a transaction after transaction.timeout.ms, which must be longer than a checkpoint"
                + " and a restart take together, or another sink or job with the same transactional id prefix has taken the"
                + " id over; a restore from an older checkpoint finds transactions that were committed long ago. To go on"
                + " without these records set the sink's property " + KafkaSinkBuilder.LOST_TRANSACTIONS + " to log");
        if (goesOnWithoutLost) {
            request.signalFailedWithKnownReason(failure);
        } else {
            request.signalFailedWithUnknownReason(failure);
        }
    }

    @Override
    public void close() {
        if (coordinator != null) {
            coordinator.close();
        }
    }
}
