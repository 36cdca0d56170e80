package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.view.ClusterView;
import dev.weft.shaded.io.netty.buffer.Unpooled;
import dev.weft.shaded.io.netty.channel.ChannelFuture;
import dev.weft.shaded.io.netty.channel.ChannelFutureListener;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.channel.SimpleChannelInboundHandler;
import dev.weft.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import dev.weft.shaded.io.netty.handler.codec.http.FullHttpRequest;
import dev.weft.shaded.io.netty.handler.codec.http.FullHttpResponse;
import dev.weft.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import dev.weft.shaded.io.netty.handler.codec.http.HttpHeaderValues;
import dev.weft.shaded.io.netty.handler.codec.http.HttpMethod;
import dev.weft.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import dev.weft.shaded.io.netty.handler.codec.http.HttpUtil;
import dev.weft.shaded.io.netty.handler.codec.http.HttpVersion;
import dev.weft.shaded.io.netty.handler.codec.http.QueryStringDecoder;
import dev.weft.shaded.io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channel handler of one HTTP connection, on the server's thread. A long-poll request ({@link Reply.Later}) is handled
 * again every {@value #POLL_INTERVAL_MS} ms until it can be answered or its wait is over; polling stops when the connection
 * closes.
 */
final class RestConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RestConnection.class);
    private static final long POLL_INTERVAL_MS = 10;

    private final Routes routes;
    private final Supplier<ClusterView> views;
    private final ResultRequests results;
    private final Clock clock;

    RestConnection(Routes routes, Supplier<ClusterView> views, ResultRequests results, Clock clock) {
        this.routes = routes;
        this.views = views;
        this.results = results;
        this.clock = clock;
    }

    /** A request that waits for its response, with the connection options that the response must follow. */
    private record Pending(Request request, boolean keepAlive, boolean withoutBody) {}

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
        if (http.decoderResult().isFailure()) {
            send(
                    context,
                    new Pending(new Request("GET", "/", Map.of()), false, false),
                    Reply.refused(400, "no HTTP request"));
            return;
        }
        Pending pending;
        try {
            pending = new Pending(
                    read(http), HttpUtil.isKeepAlive(http), http.method().equals(HttpMethod.HEAD));
        } catch (IllegalArgumentException badEscape) {
            send(
                    context,
                    new Pending(new Request("GET", "/", Map.of()), false, false),
                    Reply.refused(400, "the address is not well formed: " + badEscape.getMessage()));
            return;
        }
        Reply reply = replyTo(pending.request());
        if (reply instanceof Reply.Answer answer) {
            send(context, pending, answer);
        } else if (reply instanceof Reply.Promised promised) {
            promised.answer()
                    .whenComplete((answer, failure) -> context.executor()
                            .execute(() -> send(
                                    context,
                                    pending,
                                    failure == null
                                            ? answer
                                            : Reply.refused(500, "internal error: " + failure.getMessage()))));
        } else if (reply instanceof Reply.Later later) {
            results.onWaitBegun(later.job());
            long deadlineNs = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(later.waitMs());
            poll(context, pending, later.job(), deadlineNs);
        }
    }

    private static Request read(FullHttpRequest http) {
        QueryStringDecoder address = new QueryStringDecoder(http.uri());
        Map<String, String> query = new HashMap<>();
        address.parameters().forEach((name, values) -> query.put(name, values.get(0)));
        return new Request(
                http.method().name(), address.path(), query, http.content().toString(StandardCharsets.UTF_8));
    }

    private Reply replyTo(Request request) {
        try {
            return routes.reply(request, views.get(), clock.epochMs());
        } catch (RuntimeException fault) {
            LOG.warn("{} {} could not be answered", request.method(), request.path(), fault);
            return Reply.refused(500, "internal error: " + fault);
        }
    }

    private void poll(ChannelHandlerContext context, Pending pending, JobID job, long deadlineNs) {
        if (!context.channel().isActive()) {
            results.onWaitEnded(job);
            return;
        }
        Request request = clock.nanoTime() < deadlineNs ? pending.request() : withoutWait(pending.request());
        if (replyTo(request) instanceof Reply.Answer answer) {
            results.onWaitEnded(job);
            send(context, pending, answer);
        } else {
            context.executor()
                    .schedule(() -> poll(context, pending, job, deadlineNs), POLL_INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static Request withoutWait(Request request) {
        Map<String, String> query = new HashMap<>(request.query());
        query.remove("waitMs");
        return new Request(request.method(), request.path(), query, request.body());
    }

    private void send(ChannelHandlerContext context, Pending pending, Reply.Answer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                pending.withoutBody() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set("X-Content-Type-Options", "nosniff");
        if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD, PATCH, POST");
        }
        if (!pending.keepAlive()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture sent = context.writeAndFlush(response);
        answer.result()
                .ifPresent(job -> sent.addListener(done -> {
                    if (done.isSuccess() && !pending.withoutBody()) {
                        results.onSent(job);
                    }
                }));
        if (!pending.keepAlive()) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("closing the REST connection of {}", context.channel().remoteAddress(), cause);
        context.close();
    }
}
