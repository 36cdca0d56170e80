package dev.weft.simulation.network;

import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelFuture;
import dev.weft.shaded.io.netty.channel.ChannelPromise;
import dev.weft.shaded.io.netty.channel.DefaultChannelPromise;
import dev.weft.shaded.io.netty.channel.EventLoop;
import dev.weft.shaded.io.netty.channel.EventLoopGroup;
import dev.weft.shaded.io.netty.util.concurrent.AbstractScheduledEventExecutor;
import dev.weft.shaded.io.netty.util.concurrent.DefaultPromise;
import dev.weft.shaded.io.netty.util.concurrent.Future;
import dev.weft.shaded.io.netty.util.concurrent.GlobalEventExecutor;
import dev.weft.shaded.io.netty.util.concurrent.Promise;
import dev.weft.shaded.io.netty.util.concurrent.Ticker;
import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.SimProcess;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A netty event loop as an actor of the simulation, with the simulated clock. */
final class NetLoop extends AbstractScheduledEventExecutor implements EventLoop {

    private final SimProcess process;
    private final LoopActor actor;
    private final Ticker ticker;
    private final Promise<Void> terminated = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);
    private long wakesNs = Long.MAX_VALUE;
    private boolean shutDown;

    NetLoop(SimProcess process, String name) {
        this.process = process;
        this.actor = process.loop(name);
        this.ticker = new Ticker() {
            @Override
            public long initialNanoTime() {
                return 0;
            }

            @Override
            public long nanoTime() {
                return process.scheduler().nowNs();
            }

            @Override
            public void sleep(long delay, TimeUnit unit) {
                throw new UnsupportedOperationException("a network loop does not sleep");
            }
        };
    }

    SimProcess process() {
        return process;
    }

    boolean isIdle() {
        return actor.isIdle();
    }

    /** Runs the event at that time, or never, if the process has died by then. */
    void at(long dueNs, Runnable event) {
        actor.at(dueNs, () -> {
            event.run();
            runScheduled();
        });
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public void execute(Runnable task) {
        if (!process.isAlive()) {
            return;
        }
        if (shutDown && !actor.runsNow()) {
            throw new RejectedExecutionException("the network loop of " + process.name() + " has ended");
        }
        actor.execute(() -> {
            task.run();
            runScheduled();
        });
        wakeForScheduled();
    }

    private void runScheduled() {
        for (Runnable due = pollScheduledTask(ticker.nanoTime());
                due != null;
                due = pollScheduledTask(ticker.nanoTime())) {
            due.run();
        }
        wakeForScheduled();
    }

    private void wakeForScheduled() {
        long next = nextScheduledTaskDeadlineNanos();
        if (next >= 0 && next < wakesNs) {
            wakesNs = next;
            actor.at(next, () -> {
                wakesNs = Long.MAX_VALUE;
                runScheduled();
            });
        }
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return actor.runsNow();
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    public EventLoopGroup parent() {
        return this;
    }

    @Override
    public EventLoop next() {
        return this;
    }

    @Override
    public boolean isShuttingDown() {
        return shutDown;
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }

    /** What is queued still runs; nothing new is taken. */
    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        shutDown = true;
        return terminated;
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    @Deprecated
    public void shutdown() {
        shutDown = true;
    }
}
