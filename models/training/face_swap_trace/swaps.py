"""How is a swapped face made out of an honest picture? Five ways, all of the script's own making.

A self-blend (bottleneck, sharpening, shift), a decoder's drawing, another photo's face, colour drawn from brightness,
and *foreign texture*: the same face under fine detail that is not its own. Where a blend fades from one texture to
another that does not know it, detail partly cancels: this dip along the outline is what live swaps show most.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from autoencoder import CONTEXT, SIDE, Autoencoder
from faces import Bank, cut, draw, inverse, move, outline_mask, upright
from picture import blur, chance, colour, resize, sharpen, smooth_skin, to_rgb, to_ycc, uniform

MASK_SIDE = 128


@dataclass
class Swapper:
    """Makes the second member of each pair."""

    bank: Bank
    autoencoders: list[Autoencoder]
    shares: tuple[float, ...] = (0.15, 0.2, 0.1, 0.05, 0.5)
    """Of self-blend, decoder, other photo, colour from brightness, foreign texture."""
    drawing: str = "photo"
    """How another photo's face is drawn: with the detail a photo has; `clean`: without grain, edges as strong as the
    wearer's; `soft`: without grain, as soft as that leaves it."""

    def __call__(self, x: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Return (swapped pictures, blend masks (N, 1, H, W)) of (N, 3, S, S) pictures with (N, 468, 2) landmarks."""
        n, side, device = len(x), x.shape[-1], x.device
        frame = upright(marks, CONTEXT)
        kind = int(torch.multinomial(torch.tensor(self.shares, dtype=torch.float32), 1))
        if kind == 1 and not self.autoencoders:
            kind = 0
        own = cut(x, frame, SIDE)
        area = outline_mask(
            move(marks, inverse(frame)), 64, torch.ones(n, device=device), torch.zeros(n, device=device)
        )
        area = resize(area, SIDE)
        face = (self._blended, self._drawn, self._other, self._recoloured, self._retextured)[kind](
            x, own, frame, area, marks
        )
        if kind != 3:
            transfer = _with_colours_of if torch.rand(()) < 0.35 else _with_all_colours_of
            face = transfer(face, own, area, uniform(n, 0.6, 1.0, device) * chance(n, 0.9, device))
        if kind in (1, 2) or torch.rand(()) < 0.3:
            keep = 1 - chance(n, 0.35, device) * uniform(n, 0.3, 1.0, device)
            face = _colour_from_brightness(face, area, keep)
        if kind == 2 and self.drawing != "photo":
            face = _without_grain(face)
            if self.drawing == "clean":
                face = _with_detail_like(face, _smoothed(own), uniform(n, 0.7, 1.0, device))
        elif kind in (0, 1, 2) and torch.rand(()) < 0.6:
            face = _with_detail_like(face, own, uniform(n, 0.7, 1.0, device))
        face = _finish(face)
        pasted = cut(face, inverse(frame), side, "border")
        mask = self._mask(marks, side) * uniform(n, 0.75, 1.0, device).clamp(max=1.0)
        return (x + mask * (pasted - x)).clamp(0, 1), mask

    def _blended(self, x: Tensor, own: Tensor, frame: Tensor, area: Tensor, marks: Tensor) -> Tensor:
        n, device = len(x), x.device
        side = int((96, 112, 128, 160, 192, 224)[int(torch.randint(0, 6, ()))])
        shift = torch.cat(
            [
                torch.eye(2, device=device).expand(n, 2, 2) * (1 + 0.02 * torch.randn(n, 1, 1, device=device)),
                0.012 * torch.randn(n, 2, 1, device=device),
            ],
            2,
        )
        face = cut(cut(x, frame, side), shift, side)
        face = blur(face, uniform(n, 0.05, 0.9, device))
        face = smooth_skin(face, uniform(n, 0.2, 1.0, device) * chance(n, 0.5, device), uniform(n, 0.8, 2.0, device))
        return F.interpolate(
            colour(face, uniform(n, 0.1, 0.8, device)), (SIDE, SIDE), mode="bicubic", align_corners=False
        )

    def _drawn(self, x: Tensor, own: Tensor, frame: Tensor, area: Tensor, marks: Tensor) -> Tensor:
        model = self.autoencoders[int(torch.randint(0, len(self.autoencoders), ()))]
        k = int(torch.randint(0, len(model.decoders), ()))
        with torch.no_grad(), torch.autocast(x.device.type, torch.bfloat16, enabled=x.device.type == "cuda"):
            return model(own, k).float()

    def _other(self, x: Tensor, own: Tensor, frame: Tensor, area: Tensor, marks: Tensor) -> Tensor:
        n, device = len(x), x.device
        mine = move(marks, inverse(frame))
        other, found = self._similar(mine)
        face = _bent_to(other, found, mine)
        face = blur(face, uniform(n, 0.05, 1.0, device))
        core = outline_mask(mine, 64, 0.6 + 0.3 * torch.rand(n, device=device), 0.1 * torch.rand(n, device=device))
        core = resize(blur(core, uniform(n, 1.0, 4.0, device), 9), SIDE)
        soft = blur(face, uniform(n, 1.5, 6.0, device), 12)
        fade = chance(n, 0.8, device) * uniform(n, 0.4, 1.0, device)
        return face + fade * (1 - core) * (soft - face)

    def _similar(self, mine: Tensor) -> tuple[Tensor, Tensor]:
        """Draw twelve faces, and for each of `mine` take one whose landmarks lie nearly alike."""
        n, device = len(mine), mine.device
        index = torch.randint(0, len(self.bank), (max(12, n),), device=device)
        pictures, marks = draw(self.bank, index, 288)
        frame = upright(marks, CONTEXT)
        faces, points = cut(pictures, frame, SIDE), move(marks, inverse(frame))
        distance = (mine[:, None, ::9] - points[None, :, ::9]).norm(dim=3).mean(2)
        same = distance < 0.012
        nearest = (distance + same * 1.0).topk(4, 1, largest=False).indices
        pick = nearest.gather(1, torch.randint(0, 4, (n, 1), device=device))[:, 0]
        return faces[pick], points[pick]

    def _recoloured(self, x: Tensor, own: Tensor, frame: Tensor, area: Tensor, marks: Tensor) -> Tensor:
        n, device = len(x), x.device
        face = smooth_skin(own, uniform(n, 0.0, 1.0, device), uniform(n, 0.8, 2.5, device), 0.1)
        return _colour_from_brightness(face, area, uniform(n, 0.0, 0.4, device))

    def _retextured(self, x: Tensor, own: Tensor, frame: Tensor, area: Tensor, marks: Tensor) -> Tensor:
        n, device = len(x), x.device
        face = _bent(own, uniform(n, 0.0, 0.02, device))
        choice = int(torch.randint(0, 3, ()))
        if choice == 0:
            source = own.flip(3)
        elif choice == 1:
            source = _bent(own, uniform(n, 0.02, 0.06, device))
        else:
            source = self._other(x, own, frame, area, marks)
        sigma = uniform(n, 0.8, 4.0, device)
        detail = source - blur(source, sigma, 8)
        face = blur(face, sigma, 8)
        return _with_detail_like(face + detail, own, uniform(n, 0.6, 1.1, device)).clamp(0, 1)

    def _mask(self, marks: Tensor, side: int) -> Tensor:
        n, device = len(marks), marks.device
        bent = marks + 0.006 * torch.randn(n, 468, 2, device=device)
        grow, forehead = 0.8 + 0.28 * torch.rand(n, device=device), 0.35 * torch.rand(n, device=device)
        mask = outline_mask(bent, MASK_SIDE, grow, forehead)
        mask = blur(mask, uniform(n, 0.8, 5.5, device), 11)
        return F.interpolate(mask, (side, side), mode="bilinear", align_corners=False)


def _moments(x: Tensor, area: Tensor) -> tuple[Tensor, Tensor]:
    total = area.sum((2, 3), keepdim=True).clamp_min(1)
    mean = (x * area).sum((2, 3), keepdim=True) / total
    spread = (((x - mean) ** 2 * area).sum((2, 3), keepdim=True) / total + 1e-6).sqrt()
    return mean, spread


def _with_colours_of(face: Tensor, own: Tensor, area: Tensor, strength: Tensor) -> Tensor:
    """Give `face` the mean and spread of each channel of `own` inside `area` (Reinhard 2001, in luma and chroma)."""
    a, b = to_ycc(face), to_ycc(own)
    (ma, sa), (mb, sb) = _moments(a, area), _moments(b, area)
    matched = (a - ma) * (sb / sa).clamp(0.5, 2.0) + mb
    return to_rgb(a + strength * (matched - a)).clamp(0, 1)


def _with_all_colours_of(face: Tensor, own: Tensor, area: Tensor, strength: Tensor) -> Tensor:
    """Give `face` the mean and covariance of `own`'s luma and chroma inside `area` (linear Monge-Kantorovich map)."""
    a, b = to_ycc(face), to_ycc(own)
    total = area.sum((2, 3), keepdim=True).clamp_min(1)
    ma, mb = ((v * area).sum((2, 3), keepdim=True) / total for v in (a, b))

    def covariance(v: Tensor, m: Tensor) -> Tensor:
        flat = ((v - m) * area.sqrt()).flatten(2)
        return flat @ flat.transpose(1, 2) / total[:, :, 0] + 4e-4 * torch.eye(3, device=v.device)

    def root(c: Tensor, power: float) -> Tensor:
        values, vectors = torch.linalg.eigh(c)
        return vectors @ torch.diag_embed(values.clamp_min(1e-6) ** power) @ vectors.transpose(1, 2)

    ca, cb = covariance(a, ma), covariance(b, mb)
    ra, ia = root(ca, 0.5), root(ca, -0.5)
    m = ia @ root(ra @ cb @ ra, 0.5) @ ia
    matched = (m @ (a - ma).flatten(2)).reshape(a.shape) + mb
    return to_rgb(a + strength * (matched - a)).clamp(0, 1)


def _bent_to(x: Tensor, theirs: Tensor, mine: Tensor) -> Tensor:
    """Bend faces so that their landmarks lie where `mine` are: shifts of landmarks, smoothed over the picture."""
    n, grid = len(x), 40
    centres = (torch.arange(grid, device=x.device) + 0.5) / grid
    v, u = torch.meshgrid(centres, centres, indexing="ij")
    places = torch.stack([u, v], 2).reshape(1, -1, 2)
    squared = ((places[:, :, None] - mine[:, None, ::2]) ** 2).sum(3)
    weight = torch.softmax(-squared / (2 * 0.035**2), 2)
    shift = (weight @ (theirs - mine)[:, ::2]).reshape(n, grid, grid, 2).permute(0, 3, 1, 2)
    shift = F.interpolate(shift, x.shape[-2:], mode="bilinear", align_corners=False) * 2
    base = F.affine_grid(torch.eye(2, 3, device=x.device)[None].expand(n, 2, 3), list(x.shape), align_corners=False)
    return F.grid_sample(x, base + shift.permute(0, 2, 3, 1), padding_mode="reflection", align_corners=False)


def _colour_from_brightness(face: Tensor, area: Tensor, keep: Tensor) -> Tensor:
    """Replace chroma by a smooth function of luma and place, fitted inside `area`; `keep` of the rest stays."""
    n, _, h, w = face.shape
    ycc = to_ycc(face)
    y = ycc[:, :1]
    v, u = torch.meshgrid(
        torch.linspace(-1, 1, h, device=face.device), torch.linspace(-1, 1, w, device=face.device), indexing="ij"
    )
    u, v = u.expand(n, 1, h, w), v.expand(n, 1, h, w)
    terms = torch.cat([torch.ones_like(y), y, y**2, u, v, u * v, u**2, v**2, u * y, v * y], 1).reshape(n, 10, -1)
    weighted = terms * area.reshape(n, 1, -1)
    gram = weighted @ terms.transpose(1, 2) / (h * w) + 1e-5 * torch.eye(10, device=face.device)
    fit = torch.linalg.solve(gram, weighted @ ycc[:, 1:].reshape(n, 2, -1).transpose(1, 2) / (h * w))
    smooth = (fit.transpose(1, 2) @ terms).reshape(n, 2, h, w)
    rest = ycc[:, 1:] - smooth
    return to_rgb(torch.cat([y, smooth + keep * rest], 1)).clamp(0, 1)


def _bent(x: Tensor, amount: Tensor) -> Tensor:
    """Displace smoothly by about `amount` (n, 1, 1, 1) of the half side."""
    n, _, h, w = x.shape
    field = F.interpolate(torch.randn(n, 2, 7, 7, device=x.device), (h, w), mode="bicubic", align_corners=True) * amount
    base = F.affine_grid(torch.eye(2, 3, device=x.device)[None].expand(n, 2, 3), [n, 3, h, w], align_corners=False)
    return F.grid_sample(x, base + field.permute(0, 2, 3, 1), padding_mode="reflection", align_corners=False)


def _with_detail_like(face: Tensor, own: Tensor, strength: Tensor) -> Tensor:
    """Scale the fine detail of `face` to the local energy of `own`'s, so that the inside gives nothing away."""
    for sigma in (1.0, 2.5):
        s = torch.full((len(face), 1, 1, 1), sigma, device=face.device)
        low = blur(face, s, 6)
        a, b = face - low, own - blur(own, s, 6)
        energy = [
            F.avg_pool2d(F.pad(v.square().mean(1, keepdim=True), (8,) * 4, mode="reflect"), 17, 1) for v in (a, b)
        ]
        face = low + a * ((energy[1] / (energy[0] + 1e-6)).sqrt() * strength).clamp(0.4, 3.0)
    return face


def _smoothed(face: Tensor) -> Tensor:
    """Leave edges and take away grain."""
    n, device = len(face), face.device
    return smooth_skin(face, uniform(n, 0.6, 1.0, device), uniform(n, 0.8, 2.0, device), 0.06)


def _without_grain(face: Tensor) -> Tensor:
    """Draw as a decoder does: through few pixels, and without a camera's grain."""
    side = int((96, 112, 128, 160)[int(torch.randint(0, 4, ()))])
    return _smoothed(F.interpolate(resize(face, side), face.shape[-2:], mode="bicubic", align_corners=False))


def _finish(face: Tensor) -> Tensor:
    """The options of swapping programs: sharpen, median-like smoothing, degrade."""
    n, device = len(face), face.device
    face = sharpen(face, uniform(n, 0.2, 2.0, device) * chance(n, 0.35, device), uniform(n, 0.6, 1.8, device))
    return smooth_skin(face, uniform(n, 0.2, 0.9, device) * chance(n, 0.2, device), uniform(n, 0.7, 1.5, device)).clamp(
        0, 1
    )
