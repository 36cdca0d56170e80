package dev.weft.engine.rpc;

import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.buffer.Unpooled;
import dev.weft.shaded.io.netty.channel.ChannelHandler;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.channel.ChannelPipeline;
import dev.weft.shaded.io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Mutual challenge-response authentication of a channel with the application's shared secret (HMAC over both nonces).
 * It is the first handler of the pipeline, so nothing else is read before the peer is authenticated. It removes itself
 * when the handshake is done; bytes that follow go to the handlers after it.
 *
 * <pre>
 *   connecting → accepting   "WEFT", version (1 byte), purpose (1 byte), nonce (32)
 *   accepting → connecting   nonce (32), HMAC-SHA256(secret, "weft accepting" purpose nonces) (32)
 *   connecting → accepting   HMAC-SHA256(secret, "weft connecting" purpose nonces) (32), then frames at once
 * </pre>
 *
 * All three have fixed lengths, so an unproven peer can make the other side hold a hundred bytes and no more. The
 * nonces are those of the connecting side, then of the accepting side. The handshake authenticates both ends; it does
 * not encrypt what follows.
 */
public final class PeerProof {

    private static final byte[] MAGIC = "WEFT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int NONCE = 32;
    private static final int MAC = 32;
    private static final byte[] ACCEPTING = "weft accepting".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTING = "weft connecting".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The purpose of a channel, part of the authenticated bytes: a handshake for one purpose is not valid for another.
     */
    public enum Purpose {
        CONTROL(1),
        DATA(2);

        private final int code;

        Purpose(int code) {
            this.code = code;
        }
    }

    /** Told the outcome of the handshake: exactly one of the two methods is called, on the channel's network thread. */
    public interface Listener {
        /** The peer is authenticated: add the handlers that follow. */
        void onProven(ChannelPipeline pipeline);

        /** The peer is refused and the channel will be closed; one line for the log. */
        void onRefused(String why);
    }

    private final Secret secret;
    private final Purpose purpose;
    private final Duration deadline;

    /** @param deadline how long the handshake may take */
    public PeerProof(Secret secret, Purpose purpose, Duration deadline) {
        this.secret = secret;
        this.purpose = purpose;
        this.deadline = deadline;
    }

    /** The handler for a channel that was accepted. */
    public ChannelHandler accepting(Listener listener) {
        return new Accepting(listener);
    }

    /** The handler for a channel that was opened by this side. */
    public ChannelHandler connecting(Listener listener) {
        return new Connecting(listener);
    }

    private byte[] mac(byte[] label, byte[] connectingNonce, byte[] acceptingNonce) {
        return secret.hmac(label, new byte[] {(byte) purpose.code}, connectingNonce, acceptingNonce);
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private static byte[] take(ByteBuf in, int length) {
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    /** Common part of both sides: the deadline, the single outcome, the removal from the pipeline. */
    private abstract class Side extends ByteToMessageDecoder {
        private final Listener listener;
        private boolean decided;

        Side(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            context.executor()
                    .schedule(
                            () -> refuse(context, "gave no proof within " + deadline.toMillis() + " ms"),
                            deadline.toMillis(),
                            TimeUnit.MILLISECONDS);
            begin(context);
            super.channelActive(context);
        }

        @Override
        protected final void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (decided) {
                in.skipBytes(in.readableBytes());
            } else {
                read(context, in);
            }
        }

        /** Called when the channel closes: bytes that are left belong to an unfinished handshake and are dropped. */
        @Override
        protected final void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            refuse(context, "closed the connection before it had proven that it knows the application's secret");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            refuse(context, "connection failed: " + cause.getMessage());
        }

        void begin(ChannelHandlerContext context) {}

        abstract void read(ChannelHandlerContext context, ByteBuf in);

        final void prove(ChannelHandlerContext context) {
            decided = true;
            listener.onProven(context.pipeline());
            context.pipeline().remove(this);
        }

        final void refuse(ChannelHandlerContext context, String why) {
            if (!decided) {
                decided = true;
                listener.onRefused(why);
                context.close();
            }
        }
    }

    private final class Accepting extends Side {
        private byte[] expected = new byte[0];

        Accepting(Listener listener) {
            super(listener);
        }

        @Override
        void read(ChannelHandlerContext context, ByteBuf in) {
            if (expected.length == 0) {
                readHello(context, in);
            } else if (in.readableBytes() >= MAC) {
                if (MessageDigest.isEqual(take(in, MAC), expected)) {
                    prove(context);
                } else {
                    refuse(context, "does not know the application's secret");
                }
            }
        }

        private void readHello(ChannelHandlerContext context, ByteBuf in) {
            int known = Math.min(in.readableBytes(), MAGIC.length);
            for (int i = 0; i < known; i++) {
                if (in.getByte(in.readerIndex() + i) != MAGIC[i]) {
                    refuse(context, "does not speak this protocol");
                    return;
                }
            }
            if (in.readableBytes() < MAGIC.length + 2 + NONCE) {
                return;
            }
            in.skipBytes(MAGIC.length);
            int version = in.readUnsignedByte();
            int wanted = in.readUnsignedByte();
            if (version != VERSION || wanted != purpose.code) {
                refuse(
                        context,
                        "speaks version " + version + " for purpose " + wanted + ", expected version " + VERSION
                                + " for purpose " + purpose.code);
                return;
            }
            byte[] theirs = take(in, NONCE);
            byte[] ours = nonce();
            expected = mac(CONNECTING, theirs, ours);
            context.writeAndFlush(Unpooled.wrappedBuffer(ours, mac(ACCEPTING, theirs, ours)));
        }
    }

    private final class Connecting extends Side {
        private final byte[] ours = nonce();

        Connecting(Listener listener) {
            super(listener);
        }

        @Override
        void begin(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(MAGIC, new byte[] {VERSION, (byte) purpose.code}, ours));
        }

        @Override
        void read(ChannelHandlerContext context, ByteBuf in) {
            if (in.readableBytes() < NONCE + MAC) {
                return;
            }
            byte[] theirs = take(in, NONCE);
            if (!MessageDigest.isEqual(take(in, MAC), mac(ACCEPTING, ours, theirs))) {
                refuse(context, "does not know the application's secret");
                return;
            }
            context.writeAndFlush(Unpooled.wrappedBuffer(mac(CONNECTING, ours, theirs)));
            prove(context);
        }
    }
}
