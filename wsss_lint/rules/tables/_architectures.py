"""How well-known networks are written: the tie-breaker between two casings of one name."""

from __future__ import annotations

_NAMES = """
AlexNet BERT BiSeNet CLIP ConvNeXt DINO DeepLab DeepLabv1 DeepLabv2 DeepLabv3 DeiT DenseNet
DistilBERT EfficientNet FCN GoogLeNet HRNet ImageNet InceptionV3 LSTM MiT MobileNet PSPNet
PointNet RefineNet ResNeSt ResNeXt ResNet RoBERTa SAM SegFormer SegNet ShuffleNet
SqueezeNet Swin UNet UPerNet VGG ViT WideResNet Xception YOLO
"""
_known = {name.casefold(): name for name in _NAMES.split()}


def spelling(token: str) -> str | None:
    """The usual casing of an architecture's name, with its number: `resnet101` → `ResNet101`.

    None when it is not known.
    """
    whole = token.casefold()
    if whole in _known:
        return _known[whole]
    stem = whole.rstrip("0123456789")
    if stem in _known:
        return _known[stem] + whole[len(stem) :]
    return None


def known(name: str) -> bool:
    """Whether a name begins with that of a known architecture: `DeiT-S`, `ResNet 101`."""
    end = 0
    while end < len(name) and name[end].isalnum():
        end += 1
    return spelling(name[:end]) is not None
