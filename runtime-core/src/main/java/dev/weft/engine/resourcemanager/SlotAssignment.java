package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.Slot;
import dev.weft.engine.jobmaster.SlotId;
import dev.weft.engine.jobmaster.SlotProvider.Client;
import dev.weft.engine.jobmaster.SlotProvider.Declaration;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.resourcemanager.SlotLedger.Grant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs' side of the ResourceManager: takes what each job declares to need, gives a job its slots once all are there,
 * and tells it when it has waited too long. Owned by the ResourceManager's loop.
 */
@LoopOwned
final class SlotAssignment {

    private static final Logger LOG = LoggerFactory.getLogger(SlotAssignment.class);

    /** Describes for a job why it has no slots. */
    @FunctionalInterface
    interface Shortage {
        /**
         * @param needed how many slots the job needs
         * @param why no longer to wait
         */
        String of(int needed, String why);
    }

    private final ResourceSettings settings;
    private final EventLoop loop;
    private final SlotLedger slots;
    private final JobRegistry jobs;
    private final WorkerRegistry workers;
    private final Shortage shortage;

    SlotAssignment(
            ResourceSettings settings,
            EventLoop loop,
            SlotLedger slots,
            JobRegistry jobs,
            WorkerRegistry workers,
            Shortage shortage) {
        this.settings = settings;
        this.loop = loop;
        this.slots = slots;
        this.jobs = jobs;
        this.workers = workers;
        this.shortage = shortage;
    }

    /** A job states what it needs; it is answered at once if it keeps all of that. */
    void declare(JobID job, Declaration declaration, Client client) {
        loop.assertInLoop();
        slots.declare(job, declaration.count(), declaration.kept());
        jobs.declared(job, declaration.number(), client);
        LOG.info(
                "Job [{}] needs {} slots and has {} of them; {} are free",
                job,
                declaration.count(),
                slots.givenTo(job).size(),
                slots.free());
        if (!slots.waits(job)) {
            give(job, slots.givenTo(job));
        }
    }

    /** A job ends and needs nothing any more. */
    void release(JobID job) {
        loop.assertInLoop();
        jobs.forget(job);
        slots.release(job);
    }

    /** Limits the time that the jobs wait which have just begun to. */
    void limitWaiting() {
        loop.assertInLoop();
        for (JobID job : jobs.ids()) {
            if (slots.waits(job) && !jobs.isWaiting(job)) {
                jobs.waits(job, loop.schedule(settings.times().slotRequest(), () -> onTimeout(job)));
            }
        }
    }

    /** Gives free slots to the waiting jobs. */
    void grant() {
        loop.assertInLoop();
        for (Grant grant : slots.grant(settings.balance())) {
            LOG.info(
                    "Job [{}] has its {} slots, on {}",
                    grant.job(),
                    grant.slots().size(),
                    grant.slots().stream().map(SlotId::executor).distinct().toList());
            give(grant.job(), grant.slots());
        }
    }

    private void give(JobID job, List<SlotId> given) {
        jobs.give(job, given.stream().map(this::slot).toList());
    }

    private Slot slot(SlotId id) {
        Worker worker = workers.find(id.executor()).orElseThrow();
        Register registration = worker.registration();
        return new Slot(
                id.executor(), id.index(), registration.dataHost(), registration.dataPort(), worker.connection());
    }

    private void onTimeout(JobID job) {
        if (slots.waits(job)) {
            refuse(job, "waited " + settings.times().slotRequest().toSeconds() + " s (slot.request.timeout)");
        }
    }

    /** Tells every waiting job that it gets no slots. */
    void refuseWaiting(String why) {
        loop.assertInLoop();
        for (JobID job : jobs.ids()) {
            if (slots.waits(job)) {
                refuse(job, why);
            }
        }
    }

    private void refuse(JobID job, String why) {
        String text = shortage.of(slots.requiredBy(job), why);
        jobs.client(job).onSlotsUnavailable(new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, text));
    }
}
