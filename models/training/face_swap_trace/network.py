"""The detector: the first stages of an EfficientNet-Lite (ImageNet weights, Apache-2.0), a map of where, one number.

EfficientNet-Lite: Tan and Le 2019, Lite variants of github.com/tensorflow/tpu (Apache-2.0), PyTorch conversion of
github.com/ml-illustrated/EfficientNet-Lite-PyTorch (Apache-2.0), fetched as the packages in README.md.
"""

from __future__ import annotations

import torch
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn

MEAN, SPREAD = 127.0, 128.0
"""What EfficientNet-Lite subtracts and divides by, of 0 to 255."""


class Judge(nn.Module):
    """(N, 3, 224, 224) RGB, 0 to 255, to the logit (N,) and, while training, a map (N, 1, h, w) of logits."""

    def __init__(self, stem: nn.Module, blocks: list[nn.Module], channels: int, features: int = 96) -> None:
        super().__init__()
        self.stem, self.blocks = stem, nn.ModuleList(blocks)
        self.squeeze = nn.Sequential(nn.Conv2d(channels, features, 1, bias=False), nn.BatchNorm2d(features), nn.ReLU())
        self.where = nn.Conv2d(features, 1, 1)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(2 * features, 1)

    def maps(self, x: Tensor) -> Tensor:
        """Return the last feature map."""
        x = self.stem((x - MEAN) / SPREAD)
        for block in self.blocks:
            x = block(x)
        return self.squeeze(x)

    def features(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return (N, 2 features) and the map."""
        m = self.maps(x)
        flat = m.flatten(2)
        mean = flat.mean(2)
        spread = ((flat - mean[:, :, None]) ** 2).mean(2).add(1e-4).sqrt()
        return torch.cat([mean, spread], 1), self.where(m)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return (N,) scores and the map."""
        f, where = self.features(x)
        return self.head(self.dropout(f))[:, 0], where


class Detector(Judge):
    """The first blocks of an EfficientNet-Lite."""

    def __init__(self, weights: str | None, n_blocks: int, name: str = "efficientnet-lite0") -> None:
        whole = EfficientNet.from_name(name, image_size=224)
        if weights:
            whole.load_state_dict(torch.load(weights, map_location="cpu"))
        whole._global_params = whole._global_params._replace(drop_connect_rate=0.0)
        blocks = list(whole._blocks)[:n_blocks]
        super().__init__(nn.Sequential(whole._conv_stem, whole._bn0, nn.ReLU6()), blocks, blocks[-1]._bn2.num_features)


class Small(Judge):
    """Plain convolutions, without weights to begin with."""

    def __init__(self) -> None:
        plan = ((16, 32, 2), (32, 64, 2), (64, 64, 1), (64, 96, 2), (96, 96, 1))
        super().__init__(_layer(3, 16, 2), [_layer(*row) for row in plan], 96)


def _layer(a: int, b: int, stride: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU6())
