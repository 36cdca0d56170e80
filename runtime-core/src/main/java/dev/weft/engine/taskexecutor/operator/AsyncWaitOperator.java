package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.taskexecutor.operator.async.AsyncRequest;
import dev.weft.engine.taskexecutor.operator.async.AsyncRequestQueue;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.AsyncRetryStrategy;
import dev.weft.streaming.api.functions.async.ResultFuture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Asynchronous I/O: calls the user's async function for each record, with a bounded number of pending requests.
 * Callbacks complete on any thread and go into a queue; the task's thread takes them out, decides about retries, and
 * emits results in the order that the mode (ordered or unordered) allows.
 *
 * <p>While all requests are pending the operator reports backpressure: the task takes no input but still runs mails,
 * completions among them. When an operator before it in the chain emits several records for one, that operator is in
 * the middle of a record; then this one waits for completions only, and no other mail runs.
 */
final class AsyncWaitOperator extends Operator implements Backpressure.Place {

    private final AsyncFunction<Object, Object> function;
    private final AsyncRetryStrategy<Object> retry;
    private final long timeoutMs;
    private final int capacity;
    private final TypeInformation<Tuple2<Long, Object>> elementType;
    private final TaskContext task;
    private final AsyncRequestQueue requests;
    private final Queue<Attempt> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announced = new AtomicBoolean();
    private final PriorityQueue<Attempt> resting = new PriorityQueue<>(Comparator.comparingLong(a -> a.againMs));
    private volatile boolean waiting;
    private volatile boolean closed;
    private ListState<Tuple2<Long, Object>> saved;
    private Thread thread;
    private boolean calling;
    private long scheduledFor = Long.MAX_VALUE;

    /** @param inputType the type of the records */
    @SuppressWarnings("unchecked") // the program graph has matched the types of functions and streams
    AsyncWaitOperator(
            String name,
            Operation.AsyncWait operation,
            TypeInformation<?> inputType,
            TaskContext task,
            Emitter emitter) {
        super(name, operation.function(), emitter);
        this.function = (AsyncFunction<Object, Object>) operation.function();
        this.retry = (AsyncRetryStrategy<Object>) operation.retry();
        this.timeoutMs = operation.timeoutMs();
        this.capacity = operation.capacity();
        this.elementType = Types.TUPLE(Types.LONG, (TypeInformation<Object>) inputType);
        this.task = task;
        this.requests = AsyncRequestQueue.of(operation.ordered(), emitter.main(), new Onward());
    }

    @Override
    public void initialize(OperatorState state) {
        saved = state.unkeyed().getListState(new ListStateDescriptor<>("unanswered", elementType));
        super.initialize(state);
    }

    /** Repeats the requests that were pending at the restored snapshot, before any new ones. */
    @Override
    public void open(FunctionContext context) {
        super.open(context);
        thread = Thread.currentThread();
        try {
            for (Tuple2<Long, Object> restored : saved.get()) {
                record(restored.f1, restored.f0);
            }
            saved.clear();
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    void saveIntoState(long checkpointId) throws Exception {
        List<Tuple2<Long, Object>> unanswered = new ArrayList<>(requests.size());
        requests.forEach(request -> unanswered.add(Tuple2.of(request.timestamp(), request.value())));
        saved.update(unanswered);
    }

    @Override
    public void record(Object value, long timestamp) {
        while (!hasRoom()) {
            awaitAnswer();
        }
        long deadlineMs = timeoutMs == 0 ? Long.MAX_VALUE : saturatedSum(nowMs(), timeoutMs);
        AsyncRequest request = new AsyncRequest(value, timestamp, deadlineMs);
        requests.add(request);
        ask(request);
        takeAnswers();
        schedule(deadlineMs);
        if (!hasRoom()) {
            task.backpressure().onFull(this);
        }
    }

    @Override
    public boolean hasRoom() {
        return requests.size() < capacity;
    }

    /** Always: the mail that drains the completed requests must run. */
    @Override
    public boolean hasReserve() {
        return true;
    }

    /** Nothing to do: every completion enqueues a mail. */
    @Override
    public void askForRoom() {}

    private void ask(AsyncRequest request) {
        request.nextTry();
        calling = true;
        try {
            function.asyncInvoke(request.value(), new Attempt(request));
        } catch (Throwable t) {
            throw failure(t);
        } finally {
            calling = false;
        }
    }

    @Override
    public void watermark(long timestamp) {
        requests.watermark(timestamp);
        requests.emit();
    }

    @Override
    public void idle(boolean idle) {
        requests.idle(idle);
        requests.emit();
    }

    @Override
    public void endOfInput() {
        while (requests.size() > 0) {
            awaitAnswer();
        }
        super.endOfInput();
    }

    @Override
    public void close() throws Exception {
        closed = true;
        super.close();
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    private long nowMs() {
        return task.processingTime().getCurrentProcessingTime();
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return b > 0 && sum < a ? Long.MAX_VALUE : sum;
    }

    /** Blocks until a request completes or times out, and handles it. */
    private void awaitAnswer() {
        waiting = true;
        try {
            task.await(() -> !arrived.isEmpty(), nextDueMs());
        } finally {
            waiting = false;
        }
        takeAnswers();
        onTime();
    }

    private long nextDueMs() {
        AsyncRequest oldest = requests.oldestWaiting();
        long deadline = oldest == null ? Long.MAX_VALUE : oldest.deadlineMs();
        return resting.isEmpty() ? deadline : Math.min(deadline, resting.peek().againMs);
    }

    /** Registers the timeout timer. One timer at a time is enough, since deadlines are in the order of the requests. */
    private void schedule(long dueMs) {
        if (dueMs < scheduledFor) {
            scheduledFor = dueMs;
            task.processingTime().registerTimer(dueMs, this::onTimer);
        }
    }

    private void onTimer(long scheduled) {
        if (scheduled == scheduledFor) {
            scheduledFor = Long.MAX_VALUE;
        }
        onTime();
        schedule(nextDueMs());
    }

    private void onTime() {
        long now = nowMs();
        AsyncRequest oldest = requests.oldestWaiting();
        while (oldest != null && oldest.deadlineMs() <= now) {
            oldest.markLate();
            calling = true;
            try {
                function.timeout(oldest.value(), new Attempt(oldest));
            } catch (Throwable t) {
                throw failure(t);
            } finally {
                calling = false;
            }
            oldest = requests.oldestWaiting();
        }
        while (!resting.isEmpty() && resting.peek().againMs <= now) {
            Attempt attempt = resting.remove();
            if (!attempt.request.isAnswered() && !attempt.request.isLate()) {
                ask(attempt.request);
            }
        }
        takeAnswers();
    }

    // ---- answers ----------------------------------------------------------------------------------------------------

    /** Called from any thread. */
    private void onArrival(Attempt attempt) {
        arrived.add(attempt);
        boolean takenSoon = Thread.currentThread() == thread && calling;
        if (takenSoon || closed) {
            return;
        }
        if (waiting) {
            task.wake();
        }
        if (announced.compareAndSet(false, true)) {
            task.mailbox().execute(this::onAnnounced, "answers of an async function");
        }
    }

    private void onAnnounced() {
        announced.set(false);
        takeAnswers();
    }

    private void takeAnswers() {
        Attempt attempt = arrived.poll();
        while (attempt != null) {
            settle(attempt);
            attempt = arrived.poll();
        }
        requests.emit();
    }

    private void settle(Attempt attempt) {
        AsyncRequest request = attempt.request;
        if (request.isAnswered()) {
            return;
        }
        if (!request.isLate() && isWorthAnotherTry(attempt)) {
            attempt.againMs = saturatedSum(nowMs(), retry.getBackoffTimeMillis(request.tries()));
            resting.add(attempt);
            schedule(attempt.againMs);
        } else if (attempt.failure != null) {
            throw failure(told(attempt.failure));
        } else {
            request.answer(attempt.results);
            requests.onAnswer(request);
        }
    }

    /**
     * Failure to report when a function leaves a timeout to the default: adds the operator and the limit, which the
     * function does not know.
     */
    private Throwable told(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        if (!(failure instanceof TimeoutException)
                || frames.length == 0
                || !frames[0].getClassName().equals(AsyncFunction.class.getName())) {
            return failure;
        }
        TimeoutException told = new TimeoutException(failure.getMessage() + ": raise the timeout of " + timeoutMs
                + " ms that AsyncDataStream was given, or override timeout() to give a substitute");
        told.setStackTrace(frames);
        return told;
    }

    private boolean isWorthAnotherTry(Attempt attempt) {
        try {
            boolean unwanted = attempt.failure != null
                    ? retry.getRetryPredicate()
                            .exceptionPredicate()
                            .map(predicate -> predicate.test(attempt.failure))
                            .orElse(false)
                    : retry.getRetryPredicate()
                            .resultPredicate()
                            .map(predicate -> predicate.test(attempt.results))
                            .orElse(false);
            return unwanted && retry.canRetry(attempt.request.tries());
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** One attempt at a request; with retries there may be several. */
    private final class Attempt implements ResultFuture<Object> {
        private static final AtomicIntegerFieldUpdater<Attempt> DONE =
                AtomicIntegerFieldUpdater.newUpdater(Attempt.class, "done");

        private final AsyncRequest request;
        private volatile int done;
        private Collection<Object> results;
        private Throwable failure;
        private long againMs;

        Attempt(AsyncRequest request) {
            this.request = request;
        }

        @Override
        public void complete(Collection<Object> result) {
            if (result == null) {
                completeExceptionally(new NullPointerException("the async function completed a record with null:"
                        + " complete it with an empty collection when it has no results"));
            } else if (DONE.compareAndSet(this, 0, 1)) {
                results = result;
                onArrival(this);
            }
        }

        @Override
        public void completeExceptionally(Throwable error) {
            if (DONE.compareAndSet(this, 0, 1)) {
                failure = error == null
                        ? new NullPointerException("the async function failed a record with null instead of a reason")
                        : error;
                onArrival(this);
            }
        }
    }

    /** Receiver of the watermarks and idleness marks that had to wait for results before them. */
    private final class Onward implements Receiver {
        @Override
        public void record(Object value, long timestamp) {
            throw new IllegalStateException("operator '" + name() + "' sends results to its main output only");
        }

        @Override
        public void watermark(long timestamp) {
            AsyncWaitOperator.super.watermark(timestamp);
        }

        @Override
        public void idle(boolean idle) {
            AsyncWaitOperator.super.idle(idle);
        }

        @Override
        public void endOfInput() {
            AsyncWaitOperator.super.endOfInput();
        }
    }
}
