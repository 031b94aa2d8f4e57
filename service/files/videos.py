"""A new video, made of nothing but the frames and the sound of what was sent.

Copying streams into a new container would carry along what cameras write inside
them. So both are decoded and encoded anew, smaller; places, times, chapters,
subtitles and names of devices stay behind with the old file.
"""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from service.domain.attaching import FileRefusedError, Refusal
from service.files.failing import refusals
from service.files.frames import Made
from service.files.pictures import write_blur, write_thumbnail

_LONGEST_SIDE = 1_280
_MOST_SECONDS = 180
_MOST_PIXELS = 3840 * 2160
_MOST_STREAMS = 16
_RATE = 44_100
_CLOCK = Fraction(1, 90_000)
_TURNS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}
_ENCODER = {"preset": "superfast", "crf": "27", "threads": "1", "bf": "0"}
# What a file says of who wrote it, and when, is not written.
_CONTAINER = {
    "movflags": "+frag_keyframe+empty_moov+default_base_moof",
    "fflags": "+bitexact",
}
_NAMELESS = {"flags": "+bitexact"}
_NO_NOTES = "filter_units=remove_types=6"


def clean_video(raw: bytes) -> Made:
    """Make a new video of the first moving picture and the first sound.

    Raises:
        FileRefusedError: It cannot be opened, is too long or too large.
    """
    av.logging.set_level(None)
    with refusals(), av.open(BytesIO(raw), "r", format="mp4") as source:
        copying = _Copying(source)
        content = copying.run()
        small = _upright(copying.first).to_image()
        return Made("video/mp4", content, write_thumbnail(small), write_blur(small))


class _Copying:
    """One video on its way from its old container to a new one."""

    def __init__(self, source: InputContainer) -> None:
        self._source = source
        self._video, self._sound = _choose(source)
        self.first = _first(source, self._video)
        self._made = BytesIO()
        self._into = av.open(self._made, "w", format="mp4", options=_CONTAINER)
        self._new_video = _add_video(self._into, _upright(self.first))
        self._new_sound = (
            None
            if self._sound is None
            else self._into.add_stream("aac", rate=_RATE, options=_NAMELESS)
        )
        self._clear = BitStreamFilterContext(_NO_NOTES, self._new_video)
        self._resampler = AudioResampler("fltp", "stereo", _RATE)

    def run(self) -> bytes:
        """Go through it once, and return the new one."""
        with self._into:
            for frame in self._frames():
                if isinstance(frame, VideoFrame):
                    self._write_video(_upright(frame))
                else:
                    self._write_sound(frame)
            self._write_video(None)
            self._write_sound(None)
        return self._made.getvalue()

    def _frames(self) -> Iterator[VideoFrame | AudioFrame]:
        self._source.seek(0)
        streams = [a for a in (self._video, self._sound) if a is not None]
        for packet in self._source.demux(streams):
            for frame in packet.decode():
                if isinstance(frame, VideoFrame | AudioFrame):
                    if (frame.time or 0) > _MOST_SECONDS:
                        raise FileRefusedError(Refusal.TOO_LONG)
                    yield frame

    def _write_video(self, frame: VideoFrame | None) -> None:
        for packet in self._new_video.encode(frame):
            self._into.mux(self._clear.filter(packet))

    def _write_sound(self, frame: AudioFrame | None) -> None:
        if self._new_sound is None:
            return
        for even in self._resampler.resample(frame):
            self._into.mux(self._new_sound.encode(even))
        if frame is None:
            self._into.mux(self._new_sound.encode(None))


def _choose(source: InputContainer) -> tuple[VideoStream, AudioStream | None]:
    streams = source.streams
    if not streams.video or len(streams) > _MOST_STREAMS:
        raise FileRefusedError(Refusal.NOT_A_PICTURE)
    video, sound = streams.video[0], next(iter(streams.audio), None)
    if video.width * video.height > _MOST_PIXELS:
        raise FileRefusedError(Refusal.TOO_MANY_PIXELS)
    for stream in (video, sound):
        if stream is not None:
            stream.codec_context.thread_count = 1
    return video, sound


def _first(source: InputContainer, video: VideoStream) -> VideoFrame:
    for frame in source.decode(video):
        return frame
    raise FileRefusedError(Refusal.EMPTY)


def _add_video(into: OutputContainer, like: VideoFrame) -> VideoStream:
    stream = into.add_stream("libx264", rate=30, options=_ENCODER)
    stream.width, stream.height = like.width, like.height
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = _CLOCK
    return stream


def _upright(frame: VideoFrame) -> VideoFrame:
    """Scale a frame, and turn it as the camera was held."""
    scale = min(1.0, _LONGEST_SIDE / max(frame.width, frame.height))
    width, height = (
        max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height)
    )
    turn = _TURNS.get(frame.rotation % 360)
    if turn is None:
        return frame.reformat(width, height, "yuv420p", threads=1)
    image = frame.reformat(width, height, "rgb24", threads=1).to_image()
    turned: VideoFrame = VideoFrame.from_image(image.transpose(turn))
    turned.pts, turned.time_base = frame.pts, frame.time_base
    return turned.reformat(format="yuv420p", threads=1)
